package dev.gradtrace.experiment;

import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.storage.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  JdbcExperiments(JdbcTemplate template) {
    this.template = template;
    this.jdbc = JdbcClient.create(template);
  }

  /** How jobs stand, by id. */
  interface Outcomes extends Function<Collection<String>, Map<String, JobOutcome>> {}

  private record Head(
      String id, @Nullable String name, @Nullable String question, Instant createdAt) {

    static Head of(ResultSet row, int number) throws SQLException {
      return new Head(
          row.getString("id"),
          row.getString("name"),
          row.getString("question"),
          Sql.time(row, "created_at"));
    }
  }

  private record Place(int cell, long seed, @Nullable String jobId) {}

  /** Keeps an experiment, in the transaction of the caller. */
  void add(String id, ExperimentSpec spec, List<TrainingJob> jobs) {
    jdbc.sql("insert into experiments (id, name, question, created_at) values (?, ?, ?, ?)")
        .param(id)
        .param(Sql.textOrNull(spec.name()))
        .param(Sql.textOrNull(spec.question()))
        .param(Sql.time(jobs.get(0).createdAt()))
        .update();
    List<Object[]> factors = new ArrayList<>();
    List<Object[]> values = new ArrayList<>();
    for (int i = 0; i < spec.grid().factors().size(); i++) {
      Factor factor = spec.grid().factors().get(i);
      factors.add(new Object[] {id, i, Sql.text(factor.pointer())});
      for (int j = 0; j < factor.values().size(); j++) {
        values.add(new Object[] {id, i, j, factor.values().get(j)});
      }
    }
    List<Object[]> runs =
        IntStream.range(0, jobs.size())
            .mapToObj(number -> run(id, number, spec.cell(number), jobs.get(number)))
            .toList();
    template.batchUpdate(
        "insert into experiment_factors (experiment_id, number, pointer) values (?, ?, ?)",
        factors);
    template.batchUpdate(
        "insert into experiment_values (experiment_id, factor, number, json) values (?, ?, ?, ?)",
        values);
    template.batchUpdate(
        "insert into experiment_runs (experiment_id, number, cell, seed, job_id)"
            + " values (?, ?, ?, ?, ?)",
        runs);
  }

  private static Object[] run(String id, int number, int cell, TrainingJob job) {
    return new Object[] {id, number, cell, job.spec().training().seed(), job.id()};
  }

  /** An experiment as it is now. */
  Experiment get(String id, Outcomes outcomes) {
    List<Head> found =
        jdbc.sql("select * from experiments where id = ?")
            .param(Sql.text(id))
            .query(Head::of)
            .list();
    return read(found, outcomes).stream().findFirst().orElseThrow(() -> new UnknownExperiment(id));
  }

  /**
   * Experiments by descending id.
   *
   * @param after only those with a smaller id; null for all
   */
  List<Experiment> newestFirst(@Nullable String after, int limit, Outcomes outcomes) {
    String condition = after == null ? "" : " where id < :after";
    JdbcClient.StatementSpec query =
        jdbc.sql("select * from experiments" + condition + " order by id desc limit :limit")
            .param("limit", limit);
    if (after != null) {
      query = query.param("after", Sql.text(after));
    }
    return read(query.query(Head::of).list(), outcomes);
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

  private List<Experiment> read(List<Head> heads, Outcomes outcomes) {
    if (heads.isEmpty()) {
      return List.of();
    }
    List<String> ids = heads.stream().map(Head::id).toList();
    Map<String, Grid> grids = grids(ids);
    Map<String, List<Place>> places = places(ids);
    Map<String, JobOutcome> standing =
        outcomes.apply(
            places.values().stream()
                .flatMap(List::stream)
                .map(Place::jobId)
                .<String>mapMulti(
                    (jobId, jobs) -> {
                      if (jobId != null) {
                        jobs.accept(jobId);
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
                    grids.getOrDefault(head.id(), new Grid(List.of())),
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

  private Map<String, Grid> grids(List<String> ids) {
    record Key(String id, int factor, String pointer) {}
    Map<Key, List<String>> values = new LinkedHashMap<>();
    jdbc.sql(
            "select f.experiment_id, f.number, f.pointer, v.json from experiment_factors f"
                + " join experiment_values v on v.experiment_id = f.experiment_id"
                + " and v.factor = f.number where f.experiment_id in (:ids)"
                + " order by f.experiment_id, f.number, v.number")
        .param("ids", ids)
        .query(
            row -> {
              Key key = new Key(row.getString(1), row.getInt(2), row.getString(3));
              values.computeIfAbsent(key, first -> new ArrayList<>()).add(row.getString(4));
            });
    Map<String, List<Factor>> factors = new HashMap<>();
    values.forEach(
        (key, list) ->
            factors
                .computeIfAbsent(key.id(), first -> new ArrayList<>())
                .add(new Factor(key.pointer(), list)));
    return factors.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Grid(entry.getValue())));
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
