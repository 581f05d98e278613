package dev.gradtrace.job.store;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.observed.Standing;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.job.spec.SpecSummary;
import dev.gradtrace.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the rows of the table {@code jobs}. */
record JobRows(JdbcClient jdbc, JobEvents events, JobSpecFormat format) {

  /** Bytes of a job's specification and of its search text. */
  private static final String WEIGHT =
      "select octet_length(spec) + coalesce(octet_length(sought), 0) from job_specs where job_id = jobs.id";

  void insert(Caller caller, TrainingJob job, JobSpec spec) {
    Progress progress = job.progress();
    jdbc.sql(
            "insert into jobs (id, client, owner, status, token, cancel_requested, last_event, epoch, epochs,"
                + " step, steps, samples_per_second, remaining_seconds) values (?, ?, ?, ?, 0,"
                + " false, 1, ?, ?, ?, ?, ?, ?)")
        .param(job.id())
        .param(caller.client())
        .param(caller.owner())
        .param(job.status().label())
        .param(progress.epoch())
        .param(progress.epochs())
        .param(progress.step())
        .param(progress.steps())
        .param(progress.samplesPerSecond())
        .param(progress.remainingSeconds())
        .update();
    jdbc.sql("insert into job_specs (job_id, spec, summary, sought) values (?, ?, ?, ?)")
        .params(
            job.id(),
            format.write(spec),
            format.writeSummary(SpecSummary.of(spec)),
            Sql.text(spec.caption().sought()))
        .update();
    tag(job.id(), spec.caption());
    events.add(job.id(), 1, job.transitions().get(0));
  }

  private void tag(String id, Caption caption) {
    for (String tag : caption.tags()) {
      jdbc.sql("insert into job_tags (job_id, tag) values (?, ?)")
          .params(id, Sql.text(tag))
          .update();
    }
  }

  /** Stores a specification with a new caption. */
  void caption(String id, JobSpec spec) {
    jdbc.sql(
            "update jobs set revision = revision + 1, bytes = bytes - ("
                + WEIGHT
                + ") where id = ?")
        .param(id)
        .update();
    jdbc.sql("update job_specs set spec = ?, summary = ?, sought = ? where job_id = ?")
        .params(
            format.write(spec),
            format.writeSummary(SpecSummary.of(spec)),
            Sql.text(spec.caption().sought()),
            id)
        .update();
    jdbc.sql("delete from job_tags where job_id = ?").param(id).update();
    tag(id, spec.caption());
    jdbc.sql("update jobs set bytes = bytes + (" + WEIGHT + ") where id = ?").param(id).update();
  }

  /**
   * The state that decides what may happen to a job next.
   *
   * @param token of the valid claim
   * @param lastEvent number of its last event
   * @param asked the {@code traceparent} of its creation; null for none
   */
  record Locked(
      String client,
      boolean elsewhere,
      JobStatus status,
      long token,
      boolean cancelRequested,
      long lastEvent,
      long turn,
      Life life,
      @Nullable String asked) {

    long nextEvent() {
      return lastEvent + 1;
    }
  }

  /** Reads and locks a job until the end of the transaction, if it exists. */
  Optional<Locked> lock(String id) {
    return find(id, " for update");
  }

  /** Reads a job without locking it, if it exists. */
  Optional<Locked> find(String id) {
    return find(id, "");
  }

  private Optional<Locked> find(String id, String lock) {
    return jdbc.sql("select * from jobs where id = ?" + lock)
        .param(Sql.text(id))
        .query((row, number) -> locked(row))
        .optional();
  }

  private static Locked locked(ResultSet row) throws SQLException {
    return new Locked(
        row.getString("client"),
        row.getBoolean("elsewhere"),
        JobStatus.of(row.getString("status")),
        row.getLong("token"),
        row.getBoolean("cancel_requested"),
        row.getLong("last_event"),
        row.getLong("turn"),
        new Life(
            row.getLong("step"),
            row.getLong("claimed_step"),
            row.getBoolean("heard"),
            row.getInt("strikes")),
        row.getString("asked"));
  }

  /** Stores the {@code traceparent} of a job's creation. */
  void asked(String id, String span) {
    jdbc.sql("update jobs set asked = ? where id = ?").params(span, id).update();
  }

  void claim(String id, long token, long lastEvent, Life life) {
    jdbc.sql(
            "update jobs set status = 'running', token = ?, last_event = ?, claimed_step = ?,"
                + " heard = ?, strikes = ? where id = ?")
        .params(token, lastEvent, life.claimedStep(), life.heard(), life.strikes(), id)
        .update();
  }

  /**
   * Adds an event to an unfinished observed run, which stays locked until the end of the
   * transaction.
   *
   * @param seen number of its last event
   * @return whether that was its last event
   */
  boolean advance(String id, long seen) {
    return jdbc.sql(
                "update jobs set last_event = last_event + 1 where id = ? and last_event = ?"
                    + " and status = 'running' and elsewhere")
            .params(id, seen)
            .update()
        > 0;
  }

  void progress(String id, long lastEvent, Progress progress) {
    progress(id, lastEvent, progress, 0);
  }

  /**
   * @param bytes newly recorded
   */
  void progress(String id, long lastEvent, Progress progress, long bytes) {
    jdbc.sql(
            "update jobs set last_event = ?, epoch = ?, epochs = ?, step = ?, steps = ?,"
                + " samples_per_second = ?, remaining_seconds = ?, heard = true,"
                + " recorded_bytes = recorded_bytes + ?,"
                + " strikes = case when ? > claimed_step then 0 else strikes end where id = ?")
        .params(
            lastEvent,
            progress.epoch(),
            progress.epochs(),
            progress.step(),
            progress.steps(),
            progress.samplesPerSecond(),
            progress.remainingSeconds(),
            bytes,
            progress.step(),
            id)
        .update();
  }

  /** Sets the stored bytes of a new job: its specification and {@code bytes}. */
  void weigh(String id, long bytes) {
    jdbc.sql("update jobs set bytes = ? + (" + WEIGHT + ") where id = ?")
        .params(bytes, id)
        .update();
  }

  /** Sets the bytes of a job's recordings. */
  void recorded(String id, long bytes) {
    jdbc.sql("update jobs set recorded_bytes = ? where id = ?").params(bytes, id).update();
  }

  /** Marks a job as an observed run, evaluated in {@code mode}. */
  void observe(String id, Mode mode) {
    jdbc.sql("update jobs set observed = ?, elsewhere = true where id = ?")
        .params(mode.name().toLowerCase(Locale.ROOT), id)
        .update();
  }

  /** The state of an observed run; empty for another job, or none. */
  Optional<Standing> standing(String id) {
    return jdbc.sql(
            "select client, status, observed, step, last_event from jobs where id = ? and observed is not null")
        .param(Sql.text(id))
        .query(
            (row, number) ->
                new Standing(
                    row.getString(1),
                    JobStatus.of(row.getString(2)),
                    Mode.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                    row.getLong(4),
                    row.getLong(5)))
        .optional();
  }

  /** Unfinished observed runs without an event since a point in time. */
  List<String> observedWithoutEventSince(Instant time) {
    return jdbc.sql(
            "select id from jobs where status = 'running' and observed is not null and not exists"
                + " (select 1 from job_events where job_id = id and happened_at >= :time) and not"
                + " exists (select 1 from job_transitions where job_id = id and happened_at >="
                + " :time)")
        .param("time", Sql.time(time))
        .query(String.class)
        .list();
  }

  void handBack(String id, long lastEvent, long turn) {
    jdbc.sql("update jobs set status = 'queued', last_event = ?, turn = ? where id = ?")
        .params(lastEvent, turn, id)
        .update();
  }

  void requestCancellation(String id) {
    jdbc.sql("update jobs set cancel_requested = true where id = ?").param(id).update();
  }

  void end(String id, long lastEvent, Instant now, Ending ending) {
    JobResult result = ending.result();
    JobError error = ending.error();
    jdbc.sql(
            "update jobs set status = :status, last_event = :lastEvent, finished_at = :now,"
                + " stop_reason = :reason, training_loss = :trainingLoss,"
                + " training_accuracy = :trainingAccuracy, validation_loss = :validationLoss,"
                + " validation_accuracy = :validationAccuracy, measured_at_step = :step,"
                + " error_code = :code, error_message = :message where id = :id")
        .param("status", ending.status().label())
        .param("lastEvent", lastEvent)
        .param("now", Sql.time(now))
        .param("reason", result == null ? null : result.stopReason().label())
        .param("trainingLoss", result == null ? null : result.trainingLoss())
        .param("trainingAccuracy", result == null ? null : result.trainingAccuracy())
        .param("validationLoss", result == null ? null : result.validationLoss())
        .param("validationAccuracy", result == null ? null : result.validationAccuracy())
        .param("step", result == null ? null : result.measuredAtStep())
        .param("code", error == null ? null : error.code().label())
        .param("message", error == null ? null : Sql.text(error.message()))
        .param("id", id)
        .update();
  }

  void delete(String id) {
    jdbc.sql("delete from jobs where id = ?").param(id).update();
  }

  /** Jobs that finished before a point in time, the earliest first. */
  List<String> finishedBefore(Instant time, int most) {
    return jdbc.sql("select id from jobs where finished_at < ? order by finished_at limit ?")
        .params(Sql.time(time), most)
        .query(String.class)
        .list();
  }

  /**
   * The owner of a job: the name of the token that created it; null if the service required no
   * tokens then.
   */
  @Nullable String owner(String id) {
    return Sql.owner(jdbc, "jobs where", id, UnknownJob::new);
  }

  /** The number of a job's last event, if the job exists. */
  Optional<Long> lastEvent(String id) {
    return jdbc.sql("select last_event from jobs where id = ?")
        .param(Sql.text(id))
        .query(Long.class)
        .optional();
  }

  Map<JobStatus, Long> countUnfinished() {
    Map<JobStatus, Long> counts =
        new EnumMap<>(Map.of(JobStatus.QUEUED, 0L, JobStatus.RUNNING, 0L));
    jdbc.sql(
            "select status, count(*) from jobs where status in ('queued', 'running') and observed is null group by"
                + " status")
        .query(
            row -> {
              counts.put(JobStatus.of(row.getString(1)), row.getLong(2));
            });
    return counts;
  }
}
