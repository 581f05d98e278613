package dev.gradtrace.experiment;

import dev.gradtrace.access.Caller;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Experiments in the database; of their jobs, only which ones they are. */
@Component
final class JdbcExperiments {

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final JdbcPlans plans;
  private final TrainingJobs jobs;

  JdbcExperiments(JdbcTemplate template, TrainingJobs jobs) {
    this.jobs = jobs;
    this.template = template;
    this.jdbc = JdbcClient.create(template);
    this.plans = new JdbcPlans(template);
  }

  private record Head(
      String id,
      @Nullable String name,
      @Nullable String question,
      Instant createdAt,
      @Nullable String subject) {

    static Head of(ResultSet row, int number) throws SQLException {
      return new Head(
          row.getString("id"),
          row.getString("name"),
          row.getString("question"),
          Sql.time(row, "created_at"),
          row.getString("subject"));
    }
  }

  private record Place(int cell, long seed, @Nullable String jobId) {}

  /** Keeps an experiment, in the transaction of the caller. */
  void add(Caller caller, String id, ExperimentSpec spec, List<TrainingJob> queued) {
    jdbc.sql(
            "insert into experiments (id, client, owner, name, question, created_at, subject)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .param(id)
        .param(caller.client())
        .param(caller.owner())
        .param(Sql.textOrNull(spec.name()))
        .param(Sql.textOrNull(spec.question()))
        .param(Sql.time(queued.get(0).createdAt()))
        .param(spec.subject())
        .update();
    plans.add(id, spec.plan());
    List<Object[]> runs =
        IntStream.range(0, queued.size())
            .mapToObj(number -> run(id, number, spec.cell(number), queued.get(number)))
            .toList();
    template.batchUpdate(
        "insert into experiment_runs (experiment_id, number, cell, seed, job_id)"
            + " values (?, ?, ?, ?, ?)",
        runs);
  }

  private static Object[] run(String id, int number, int cell, TrainingJob job) {
    return new Object[] {id, number, cell, job.spec().training().seed(), job.id()};
  }

  /** An experiment as it is now. */
  Experiment get(String id) {
    List<Head> found =
        jdbc.sql("select * from experiments where id = ?")
            .param(Sql.text(id))
            .query(Head::of)
            .list();
    return read(found).stream().findFirst().orElseThrow(UnknownExperiment::new);
  }

  /** Whom an experiment belongs to; null where no token was asked for. */
  @Nullable String owner(String id) {
    return Sql.owner(jdbc, "experiments where", id, UnknownExperiment::new);
  }

  /**
   * Experiments by descending id.
   *
   * @param owner only those that belong to them; null for all
   * @param after only those with a smaller id; null for all
   */
  List<Experiment> newestFirst(@Nullable String owner, @Nullable String after, int limit) {
    String condition =
        " where true"
            + (owner == null ? "" : " and owner = :owner")
            + (after == null ? "" : " and id < :after");
    JdbcClient.StatementSpec query =
        jdbc.sql("select * from experiments" + condition + " order by id desc limit :limit")
            .param("limit", limit);
    if (owner != null) {
      query = query.param("owner", owner);
    }
    if (after != null) {
      query = query.param("after", Sql.text(after));
    }
    return read(query.query(Head::of).list());
  }

  /** Experiments that try remedies of a job, newest first. */
  List<Experiment> about(String jobId, int limit) {
    List<Head> found =
        jdbc.sql("select * from experiments where subject = ? order by id desc limit ?")
            .params(jobId, limit)
            .query(Head::of)
            .list();
    return read(found);
  }

  /** Forgets an experiment, not its jobs. */
  void delete(String id) {
    jdbc.sql("delete from experiments where id = ?").param(id).update();
  }

  /** Forgets experiments none of whose jobs is left. */
  int deleteDeserted() {
    return jdbc.sql(
            "delete from experiments where not exists (select 1 from experiment_runs"
                + " where experiment_id = experiments.id and job_id is not null)")
        .update();
  }

  private List<Experiment> read(List<Head> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    List<String> ids = heads.stream().map(Head::id).toList();
    Map<String, Plan> cells = plans.of(ids);
    Map<String, List<Place>> places = places(ids);
    Map<String, JobOutcome> standing =
        jobs.outcomes(
            places.values().stream()
                .flatMap(List::stream)
                .map(Place::jobId)
                .<String>mapMulti(
                    (jobId, present) -> {
                      if (jobId != null) {
                        present.accept(jobId);
                      }
                    })
                .toList());
    return heads.stream()
        .map(
            head ->
                new Experiment(
                    head.id(),
                    head.name(),
                    head.question(),
                    head.createdAt(),
                    Objects.requireNonNull(cells.get(head.id())),
                    head.subject(),
                    runs(head.id(), places.getOrDefault(head.id(), List.of()), standing)))
        .toList();
  }

  /** A job that was deleted a moment ago has no outcome any more. */
  private static List<Run> runs(String id, List<Place> places, Map<String, JobOutcome> standing) {
    return IntStream.range(0, places.size())
        .mapToObj(
            number -> {
              Place place = places.get(number);
              JobOutcome outcome = place.jobId() == null ? null : standing.get(place.jobId());
              String jobId = outcome == null ? null : place.jobId();
              return new Run(id + "-" + number, place.cell(), place.seed(), jobId, outcome);
            })
        .toList();
  }

  private Map<String, List<Place>> places(List<String> ids) {
    Map<String, List<Place>> places = new HashMap<>();
    jdbc.sql(
            "select experiment_id, cell, seed, job_id from experiment_runs"
                + " where experiment_id in (:ids) order by experiment_id, number")
        .param("ids", ids)
        .query(
            row -> {
              places
                  .computeIfAbsent(row.getString(1), first -> new ArrayList<>())
                  .add(new Place(row.getInt(2), row.getLong(3), row.getString(4)));
            });
    return places;
  }
}
