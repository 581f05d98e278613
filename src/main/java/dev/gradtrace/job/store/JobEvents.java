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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The events of jobs. Numbers are never reused; when a job has more than about {@value #MANY}
 * events, the older half loses its progress events, and then every second epoch event, so that
 * numbers may be missing. Status changes and findings stay.
 */
final class JobEvents {

  static final int MANY = 5000;

  /** How many events a job adds between two counts of its events. */
  private static final int COUNT_EVERY = 500;

  private static final List<String> COLUMNS =
      List.of(
          "job_id",
          "number",
          "happened_at",
          "epoch",
          "step",
          "epochs",
          "steps",
          "samples_per_second",
          "remaining_seconds",
          "training_loss",
          "training_accuracy",
          "validation_loss",
          "validation_accuracy",
          "mean_batch_loss",
          "rule",
          "severity",
          "caused_by",
          "explanation");

  private static final String INSERT =
      "insert into job_events (%s) values (:%s)"
          .formatted(String.join(", ", COLUMNS), String.join(", :", COLUMNS));

  private final NamedParameterJdbcTemplate batches;
  private final JdbcClient jdbc;

  JobEvents(JdbcTemplate template) {
    this.batches = new NamedParameterJdbcTemplate(template);
    this.jdbc = JdbcClient.create(batches);
  }

  /** Stores a change of status. */
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

  /** Stores changes of a run as events with the numbers after {@code last}. */
  void addAll(String jobId, long last, Instant at, List<JobEvent.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    SqlParameterSource[] rows = new SqlParameterSource[changes.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          row(changes.get(i))
              .addValue("job_id", jobId)
              .addValue("number", last + 1 + i)
              .addValue("happened_at", Sql.time(at));
    }
    batches.batchUpdate(INSERT, rows);
    if (last / COUNT_EVERY != (last + rows.length) / COUNT_EVERY) {
      thin(jobId);
    }
  }

  /** Values by column; null in columns that do not apply to the change. */
  private static MapSqlParameterSource row(JobEvent.Change change) {
    MapSqlParameterSource row = new MapSqlParameterSource();
    COLUMNS.forEach(column -> row.addValue(column, null));
    if (change instanceof JobEvent.Progressed progressed) {
      Progress now = progressed.progress();
      return row.addValue("epoch", now.epoch())
          .addValue("step", now.step())
          .addValue("epochs", now.epochs())
          .addValue("steps", now.steps())
          .addValue("samples_per_second", now.samplesPerSecond())
          .addValue("remaining_seconds", now.remainingSeconds());
    }
    if (change instanceof JobEvent.EpochEnded ended) {
      EpochEnd end = ended.evaluation();
      return row.addValue("epoch", end.epoch())
          .addValue("step", end.step())
          .addValue("training_loss", end.trainingLoss())
          .addValue("training_accuracy", end.trainingAccuracy())
          .addValue("validation_loss", end.validationLoss())
          .addValue("validation_accuracy", end.validationAccuracy())
          .addValue("mean_batch_loss", end.meanBatchLoss());
    }
    if (change instanceof JobEvent.FindingReported finding) {
      return row.addValue("epoch", finding.epoch())
          .addValue("step", finding.step())
          .addValue("rule", finding.rule())
          .addValue("severity", finding.severity())
          .addValue("caused_by", finding.causedBy())
          .addValue("explanation", Sql.text(finding.explanation()));
    }
    throw new AssertionError(change);
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
      SqlParameterSource[] everySecond =
          IntStream.range(0, older.size() / 2)
              .mapToObj(i -> new MapSqlParameterSource("id", jobId).addValue("n", older.get(2 * i)))
              .toArray(SqlParameterSource[]::new);
      batches.batchUpdate("delete from job_events where job_id = :id and number = :n", everySecond);
    }
  }

  /**
   * Events with a number above {@code after}, ascending.
   *
   * @param last largest number to return; since status and other events are read from two tables
   *     one after the other
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
   * The status transitions of several jobs, in order.
   *
   * @param last number of the last event of each job when it was read; later transitions are left
   *     out, so that job and transitions agree
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
      return new JobEvent.Progressed(JobQueries.progress(row));
    }
    String rule = row.getString("rule");
    if (rule != null) {
      return new JobEvent.FindingReported(
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
            Sql.number(row, "validation_accuracy"),
            Sql.number(row, "mean_batch_loss")));
  }
}
