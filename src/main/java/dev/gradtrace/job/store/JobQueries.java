package dev.gradtrace.job.store;

import dev.gradtrace.job.History;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.spec.JobSpecFormat;
import dev.gradtrace.job.spec.SpecSummary;
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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads jobs and their summaries with their states. */
record JobQueries(JdbcClient jdbc, JobEvents events, JobSpecFormat format) {

  /** Databases bound the number of parameters of a query. */
  private static final int IDS_AT_ONCE = 1000;

  /**
   * A job without its transitions.
   *
   * @param spec the specification or its summary
   */
  private record Row<S>(
      String id,
      long lastEvent,
      S spec,
      Progress progress,
      @Nullable JobResult result,
      @Nullable JobError error) {}

  /** Jobs that meet a condition on {@code jobs}, which may end with an order and a limit. */
  List<TrainingJob> select(String condition, Object... parameters) {
    return read(
        rows("spec", this::spec, condition, parameters),
        (row, transitions) ->
            new TrainingJob(
                row.id(), row.spec(), transitions, row.progress(), row.result(), row.error()));
  }

  /** Summaries of such jobs; a full specification is read only if it has no stored summary. */
  List<JobSummary> summaries(String condition, Object... parameters) {
    return read(
        rows(
            "summary, case when summary is null then spec end as spec",
            this::summary,
            condition,
            parameters),
        (row, transitions) ->
            new JobSummary(
                row.id(),
                row.spec(),
                new History(transitions),
                row.progress(),
                row.result(),
                row.error()));
  }

  /**
   * Summaries by descending id.
   *
   * @param elsewhere true for observed runs, false for jobs of workers
   */
  List<JobSummary> newestFirst(boolean elsewhere, JobFilter filter, int limit) {
    List<String> conditions = new ArrayList<>(List.of("elsewhere = ?"));
    List<Object> parameters = new ArrayList<>(List.of(elsewhere));
    // H2 uses an index for the order only if all of its columns are listed.
    String order = "elsewhere desc, id desc";
    if (filter.owner() != null) {
      conditions.add("owner = ?");
      parameters.add(filter.owner());
      order = "elsewhere desc, owner desc, id desc";
    }
    if (filter.status() != null) {
      conditions.add("status = ?");
      parameters.add(filter.status().label());
      order = filter.owner() == null ? "status desc, id desc" : order;
    }
    if (filter.after() != null) {
      conditions.add("id < ?");
      parameters.add(Sql.text(filter.after()));
    }
    filter
        .search()
        .restrict("job_specs", "select job_id from job_tags where tag = ?", conditions, parameters);
    parameters.add(limit);
    return summaries(
        String.join(" and ", conditions) + " order by " + order + " limit ?", parameters.toArray());
  }

  private <S> List<Row<S>> rows(
      String columns, Reader<S> reader, String condition, Object[] parameters) {
    return jdbc.sql(
            "select jobs.*, %s from jobs join job_specs on job_specs.job_id = id where %s"
                .formatted(columns, condition))
        .params(Arrays.asList(parameters))
        .query((row, number) -> row(row, reader))
        .list();
  }

  private <S, J> List<J> read(
      List<Row<S>> rows, BiFunction<Row<S>, List<StatusTransition>, J> make) {
    Map<String, List<StatusTransition>> transitions =
        events.transitions(rows.stream().collect(Collectors.toMap(Row::id, Row::lastEvent)));
    List<J> jobs = new ArrayList<>();
    for (Row<S> row : rows) {
      List<StatusTransition> own = transitions.get(row.id());
      // A job without transitions was deleted a moment ago.
      if (own != null) {
        jobs.add(make.apply(row, own));
      }
    }
    return jobs;
  }

  /** The states of jobs by id, without specifications. */
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
    return new JobOutcome(
        JobStatus.of(row.getString("status")), result(row), error(row), row.getInt("revision"));
  }

  /** Reads the specification, or its summary, from a row. */
  private interface Reader<S> {
    S read(ResultSet row) throws SQLException;
  }

  private static <S> Row<S> row(ResultSet row, Reader<S> reader) throws SQLException {
    return new Row<>(
        row.getString("id"),
        row.getLong("last_event"),
        reader.read(row),
        progress(row),
        result(row),
        error(row));
  }

  private JobSpec spec(ResultSet row) throws SQLException {
    return format.read(row.getString("spec"), row.getString("id"));
  }

  private SpecSummary summary(ResultSet row) throws SQLException {
    String summary = row.getString("summary");
    return summary == null ? SpecSummary.of(spec(row)) : format.readSummary(summary);
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
