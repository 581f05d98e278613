package dev.gradtrace.job.store;

import dev.gradtrace.job.Place;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.storage.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The order in which jobs of several clients run: start-time fair queueing, where each job is
 * charged a time slice in advance and corrected by the time it took. A client with nothing waiting,
 * and nothing running but what has just begun, has credit: half a slice, and one more for every
 * four other waiting clients, since virtual time stands still until all of them had their turn. It
 * comes next until it has used its credit; after that it moves back by twice the excess, until the
 * credit is gone.
 *
 * <p>A turn is virtual time in hundredths of a second, then a digit that is smaller for clients
 * with credit, then the order of submission. Every method needs the lock of {@link WaitingJobs}.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng 1996</a>
 */
final class Turns {

  /** Virtual time charged for a job in advance, in hundredths of a second. */
  private static final long SLICE = 200;

  /** Most that is charged for one slice, in hundredths of a second. */
  private static final long LONGEST_SLICE = 500;

  /** Jobs up to this time, in hundredths of a second, are charged only a part of it. */
  private static final long SHORT = 100;

  /** Divisor of the time of a short job. */
  private static final long SHARE_OF_SHORT = 10;

  private static final long MILLIS = 10;

  /** A job that has run no longer than this has just begun. */
  private static final Duration BEGINNING = Duration.ofSeconds(1);

  /** Other waiting clients per additional slice of credit. */
  private static final long OTHERS_PER_SLICE = 4;

  /** How many turns of the same virtual time are ordered by submission. */
  private static final long ORDERED = 5000;

  private static final long MOMENT = 2 * ORDERED;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  Turns(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Assigns turns to new jobs of a client, in order. */
  List<Place> give(String client, List<TrainingJob> jobs, int waitingBefore) {
    long now = now(waitingBefore);
    long next = Math.max(next(client), behindOwn(client));
    boolean alone = isAlone(client, jobs);
    long credited = alone ? 2 * (next - credit(client)) - now : next;
    long start = Math.max(now, Math.min(next, credited));
    boolean first = alone && start == now;
    long order = count(jobs.size());
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      long rank = (order + i) % ORDERED + (first && i == 0 ? 0 : ORDERED);
      places.add(new Place(jobs.get(i).id(), (start + i * SLICE) * MOMENT + rank));
    }
    template.batchUpdate(
        "update jobs set turn = ? where id = ?",
        places.stream().map(place -> new Object[] {place.turn(), place.jobId()}).toList());
    putNext(client, Math.max(now, next) + jobs.size() * SLICE);
    return places;
  }

  /**
   * Whether a turn is that of a client with credit, which precedes the others of its virtual time.
   */
  static boolean isNext(long turn) {
    return turn % MOMENT < ORDERED;
  }

  /** Virtual time that a client may have used and still come next. */
  private long credit(String client) {
    long others =
        jdbc.sql("select count(distinct client) from jobs where status = 'queued' and client <> ?")
            .param(client)
            .query(Long.class)
            .single();
    return SLICE / 2 + others / OTHERS_PER_SLICE * SLICE;
  }

  /** Advances virtual time to that of a job that was started. */
  void taken(long turn) {
    jdbc.sql("update totals set amount = ? where name = 'turn' and amount < ?")
        .params(turn / MOMENT, turn / MOMENT)
        .update();
  }

  /**
   * Refunds the part of a slice that an ended job has not used. Short jobs are charged only a
   * tenth, so that a client that tries things out one by one does not wait for a round of long
   * jobs, or pay for database latency.
   */
  void ended(String client, long millis) {
    long used = used(millis);
    long charged = used <= SHORT ? Math.max(1, used / SHARE_OF_SHORT) : used;
    long unused = SLICE - Math.min(SLICE, charged);
    if (unused > 0) {
      jdbc.sql("update turns set turn = turn - ? where client = ? and turn >= ?")
          .params(unused, client, unused)
          .update();
    }
  }

  /** Hundredths of a second, at most the longest slice: a job only runs longer if nobody waits. */
  private static long used(long millis) {
    return Math.min(LONGEST_SLICE, Math.max(1, millis / MILLIS));
  }

  /**
   * The turn of a job that yields: behind the first of the waiting clients that run nothing, by the
   * time it has used; its own turn if there is no such client.
   */
  long behindOthers(String client, long turn, long millis) {
    long others = contention().firstWithout().orElse(-1);
    if (others < 0) {
      return turn;
    }
    long start = Math.max(turn, others) / MOMENT + used(millis);
    putNext(client, Math.max(next(client), start + SLICE));
    return start * MOMENT + ORDERED + turn % ORDERED;
  }

  /** The waiting and running jobs by client. */
  Contention contention() {
    Map<String, Long> waiting = new HashMap<>();
    jdbc.sql("select client, min(turn) from jobs where status = 'queued' group by client")
        .query(
            row -> {
              waiting.put(row.getString(1), row.getLong(2));
            });
    Map<String, Integer> running = new HashMap<>();
    jdbc.sql(
            "select client, count(*) from jobs where status = 'running' and observed is null group by client")
        .query(
            row -> {
              running.put(row.getString(1), row.getInt(2));
            });
    return new Contention(waiting, running);
  }

  /**
   * Virtual time; restarts at 0 when nothing waits or runs, and drops clients whose used time has
   * passed.
   */
  private long now(int waitingBefore) {
    if (waitingBefore == 0 && count("status = 'running' and observed is null") == 0) {
      jdbc.sql("update totals set amount = 0 where name = 'turn'").update();
      jdbc.sql("delete from turns").update();
      return 0;
    }
    long now = total("turn");
    jdbc.sql("delete from turns where turn < ?").param(now).update();
    return now;
  }

  /** Whether a client has no jobs but these and ones that have just begun to run. */
  private boolean isAlone(String client, List<TrainingJob> added) {
    return jdbc.sql(
                "select count(*) from jobs where client = ? and (status = 'queued' or status ="
                    + " 'running' and not exists (select 1 from job_transitions where job_id = id"
                    + " and job_transitions.status = 'running' and happened_at > ?))")
            .param(client)
            .param(Sql.time(added.get(0).createdAt().minus(BEGINNING)))
            .query(Integer.class)
            .single()
        == added.size();
  }

  private int count(String condition) {
    return jdbc.sql("select count(*) from jobs where " + condition).query(Integer.class).single();
  }

  /** Virtual time after the client's last waiting job; jobs without a turn yet are the new ones. */
  private long behindOwn(String client) {
    List<Long> turns =
        jdbc.sql("select turn from jobs where status = 'queued' and client = ? and turn > 0")
            .param(client)
            .query(Long.class)
            .list();
    return turns.isEmpty() ? 0 : Collections.max(turns) / MOMENT + SLICE;
  }

  private long next(String client) {
    return jdbc.sql("select turn from turns where client = ?")
        .param(client)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private void putNext(String client, long turn) {
    int updated =
        jdbc.sql("update turns set turn = ? where client = ?").params(turn, client).update();
    if (updated == 0) {
      jdbc.sql("insert into turns (client, turn) values (?, ?)").params(client, turn).update();
    }
  }

  /**
   * Counts submissions.
   *
   * @return the number of the first of these jobs
   */
  private long count(int jobs) {
    jdbc.sql("update totals set amount = amount + ? where name = 'submissions'")
        .param(jobs)
        .update();
    return total("submissions") - jobs + 1;
  }

  private long total(String name) {
    return jdbc.sql("select amount from totals where name = ?")
        .param(name)
        .query(Long.class)
        .single();
  }
}
