package dev.gradtrace.job.store;

import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.training.EpochEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The events of jobs. Numbers are never used twice; of a job that tells more than about {@value
 * #MANY}, the older half loses its progress events, and then every second one of its epochs, so
 * that old numbers may be missing. Changes of status and findings stay.
 */
final class JobEvents {

  static final int MANY = 5000;

  /** Events after which somebody counts. */
  private static final int COUNT_EVERY = 500;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;

  JobEvents(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** Tells a change of status. */
  void add(String jobId, long number, StatusTransition transition) {
    jdbc.sql(
            "insert into job_transitions (job_id, number, happened_at, status, message)"
                + " values (?, ?, ?, ?, ?)")
        .param(jobId)
        .param(number)
        .param(Sql.time(transition.at()))
        .param(transition.status().label())
        .param(Sql.textOrNull(transition.message()))
        .update();
  }

  /** Tells what happened in a run, from the number after {@code last} on. */
  void addAll(String jobId, long last, Instant at, List<JobEvent.Change> changes) {
    List<Object[]> rows = new ArrayList<>();
    for (JobEvent.Change change : changes) {
      rows.add(row(jobId, last + 1 + rows.size(), at, change));
    }
    if (rows.isEmpty()) {
      return;
    }
    template.batchUpdate(
        "insert into job_events (job_id, number, happened_at, epoch, step, epochs, steps,"
            + " samples_per_second, remaining_seconds, training_loss, training_accuracy,"
            + " validation_loss, validation_accuracy, rule, severity, caused_by, explanation)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
    if (last / COUNT_EVERY != (last + rows.size()) / COUNT_EVERY) {
      thin(jobId);
    }
  }

  private static Object[] row(String jobId, long number, Instant at, JobEvent.Change change) {
    Object[] progress = new Object[4];
    Object[] evaluation = new Object[4];
    Object[] finding = new Object[4];
    int epoch;
    long step;
    if (change instanceof JobEvent.Progressed progressed) {
      Progress now = progressed.progress();
      epoch = now.epoch();
      step = now.step();
      progress =
          new Object[] {now.epochs(), now.steps(), now.samplesPerSecond(), now.remainingSeconds()};
    } else if (change instanceof JobEvent.Found found) {
      epoch = found.epoch();
      step = found.step();
      finding =
          new Object[] {
            found.rule(), found.severity(), found.causedBy(), Sql.text(found.explanation())
          };
    } else {
      EpochEnd end = ((JobEvent.EpochEnded) change).evaluation();
      epoch = end.epoch();
      step = end.step();
      evaluation =
          new Object[] {
            end.trainingLoss(),
            end.trainingAccuracy(),
            end.validationLoss(),
            end.validationAccuracy()
          };
    }
    return Stream.of(
            new Object[] {jobId, number, Sql.time(at), epoch, step}, progress, evaluation, finding)
        .flatMap(Arrays::stream)
        .toArray();
  }

  private void thin(String jobId) {
    int kept =
        jdbc.sql("select count(*) from job_events where job_id = ?")
            .param(jobId)
            .query(Integer.class)
            .single();
    if (kept <= MANY) {
      return;
    }
    long middle =
        jdbc.sql("select number from job_events where job_id = ? order by number limit 1 offset ?")
            .params(jobId, kept / 2)
            .query(Long.class)
            .single();
    jdbc.sql("delete from job_events where job_id = ? and number < ? and epochs is not null")
        .params(jobId, middle)
        .update();
    List<Long> older =
        jdbc.sql(
                "select number from job_events where job_id = ? and number < ? and rule is null"
                    + " order by number")
            .params(jobId, middle)
            .query(Long.class)
            .list();
    if (older.size() > MANY / 4) {
      List<Object[]> everySecond =
          IntStream.range(0, older.size() / 2)
              .mapToObj(i -> new Object[] {jobId, older.get(2 * i)})
              .toList();
      template.batchUpdate("delete from job_events where job_id = ? and number = ?", everySecond);
    }
  }

  /**
   * Events with a larger number than {@code after}, ascending.
   *
   * @param last the last that was there when reading began; the two tables are read one by one
   */
  List<JobEvent> between(String jobId, long after, long last) {
    Stream<JobEvent> transitions =
        jdbc
            .sql("select * from job_transitions where job_id = ? and number > ? and number <= ?")
            .params(jobId, after, last)
            .query((row, place) -> event(row, new JobEvent.StatusChanged(transition(row))))
            .list()
            .stream();
    Stream<JobEvent> changes =
        jdbc
            .sql("select * from job_events where job_id = ? and number > ? and number <= ?")
            .params(jobId, after, last)
            .query((row, place) -> event(row, change(row)))
            .list()
            .stream();
    return Stream.concat(transitions, changes)
        .sorted(Comparator.comparingLong(JobEvent::id))
        .toList();
  }

  /**
   * The transitions of several jobs, in their order.
   *
   * @param last the number of the last event of each job when it was read: what has happened since
   *     would not fit what was read
   */
  Map<String, List<StatusTransition>> transitions(Map<String, Long> last) {
    Map<String, List<StatusTransition>> found = new HashMap<>();
    if (!last.isEmpty()) {
      jdbc.sql("select * from job_transitions where job_id in (:ids) order by job_id, number")
          .param("ids", last.keySet())
          .query(
              row -> {
                String id = row.getString("job_id");
                if (row.getLong("number") <= last.getOrDefault(id, 0L)) {
                  found.computeIfAbsent(id, first -> new ArrayList<>()).add(transition(row));
                }
              });
    }
    return found;
  }

  private static JobEvent event(ResultSet row, JobEvent.Change change) throws SQLException {
    return new JobEvent(row.getLong("number"), Sql.time(row, "happened_at"), change);
  }

  private static StatusTransition transition(ResultSet row) throws SQLException {
    return new StatusTransition(
        JobStatus.of(row.getString("status")),
        Sql.time(row, "happened_at"),
        row.getString("message"));
  }

  private static JobEvent.Change change(ResultSet row) throws SQLException {
    if (row.getObject("epochs") != null) {
      return new JobEvent.Progressed(JobRows.progress(row));
    }
    String rule = row.getString("rule");
    if (rule != null) {
      return new JobEvent.Found(
          row.getInt("epoch"),
          row.getLong("step"),
          rule,
          row.getString("severity"),
          row.getString("caused_by"),
          row.getString("explanation"));
    }
    return new JobEvent.EpochEnded(
        new EpochEnd(
            row.getInt("epoch"),
            row.getLong("step"),
            Sql.number(row, "training_loss"),
            Sql.number(row, "training_accuracy"),
            Sql.number(row, "validation_loss"),
            Sql.number(row, "validation_accuracy")));
  }
}
