package dev.gradtrace.job;

import dev.gradtrace.storage.Sql;
import dev.gradtrace.training.StopReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the rows that jobs are kept in. */
final class JobRows {

  /** Databases bound the number of parameters of a query. */
  private static final int IDS_AT_ONCE = 1000;

  private final JdbcClient jdbc;
  private final JobEvents events;
  private final JobSpecFormat format;

  JobRows(JdbcClient jdbc, JobEvents events, JobSpecFormat format) {
    this.jdbc = jdbc;
    this.events = events;
    this.format = format;
  }

  /** What a job is known by before its first transition, and its transitions. */
  private record Row(
      String id,
      long lastEvent,
      JobSpec spec,
      Progress progress,
      @Nullable JobResult result,
      @Nullable JobError error) {

    TrainingJob with(List<StatusTransition> transitions) {
      return new TrainingJob(id, spec, transitions, progress, result, error);
    }
  }

  void insert(TrainingJob job, JobSpec spec) {
    Progress progress = job.progress();
    jdbc.sql(
            "insert into jobs (id, status, token, cancel_requested, last_event, epoch, epochs, step,"
                + " steps, samples_per_second, remaining_seconds)"
                + " values (?, ?, 0, false, 1, ?, ?, ?, ?, ?, ?)")
        .params(
            job.id(),
            job.status().label(),
            progress.epoch(),
            progress.epochs(),
            progress.step(),
            progress.steps(),
            progress.samplesPerSecond(),
            progress.remainingSeconds())
        .update();
    jdbc.sql("insert into job_specs (job_id, spec) values (?, ?)")
        .params(job.id(), format.write(spec))
        .update();
    events.add(job.id(), 1, job.transitions().get(0));
  }

  /** The jobs of a condition on {@code jobs}, which may go on with an order and a limit. */
  List<TrainingJob> select(String condition, Object... parameters) {
    List<Row> rows =
        jdbc.sql("select * from jobs join job_specs on job_id = id where " + condition)
            .params(Arrays.asList(parameters))
            .query((row, number) -> row(row))
            .list();
    Map<String, List<StatusTransition>> transitions =
        events.transitions(rows.stream().collect(Collectors.toMap(Row::id, Row::lastEvent)));
    List<TrainingJob> jobs = new ArrayList<>();
    for (Row row : rows) {
      List<StatusTransition> own = transitions.get(row.id());
      // Without one it was deleted a moment ago.
      if (own != null) {
        jobs.add(row.with(own));
      }
    }
    return jobs;
  }

  /** How jobs stand, by id, without what was asked of them. */
  Map<String, JobOutcome> outcomes(Collection<String> ids) {
    Map<String, JobOutcome> outcomes = new HashMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += IDS_AT_ONCE) {
      jdbc.sql("select * from jobs where id in (:ids)")
          .param("ids", all.subList(from, Math.min(all.size(), from + IDS_AT_ONCE)))
          .query(
              row -> {
                outcomes.put(row.getString("id"), outcome(row));
              });
    }
    return outcomes;
  }

  private static JobOutcome outcome(ResultSet row) throws SQLException {
    return new JobOutcome(JobStatus.of(row.getString("status")), result(row), error(row));
  }

  private Row row(ResultSet row) throws SQLException {
    String id = row.getString("id");
    return new Row(
        id,
        row.getLong("last_event"),
        format.read(row.getString("spec"), id),
        progress(row),
        result(row),
        error(row));
  }

  static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        row.getInt("epoch"),
        row.getInt("epochs"),
        row.getLong("step"),
        row.getLong("steps"),
        row.getDouble("samples_per_second"),
        row.getDouble("remaining_seconds"));
  }

  private static @Nullable JobResult result(ResultSet row) throws SQLException {
    String reason = row.getString("stop_reason");
    return reason == null
        ? null
        : new JobResult(
            StopReason.valueOf(reason.toUpperCase(Locale.ROOT)),
            Sql.number(row, "training_loss"),
            Sql.number(row, "training_accuracy"),
            Sql.number(row, "validation_loss"),
            Sql.number(row, "validation_accuracy"),
            row.getLong("measured_at_step"));
  }

  private static @Nullable JobError error(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    return code == null
        ? null
        : new JobError(JobError.Code.of(code), row.getString("error_message"));
  }
}
