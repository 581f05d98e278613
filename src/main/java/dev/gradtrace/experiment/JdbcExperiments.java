package dev.gradtrace.experiment;

import dev.gradtrace.access.Caller;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.storage.Sql;
import dev.gradtrace.storage.StoredBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Experiments in the database; their jobs are referenced by id. */
@Component
final class JdbcExperiments {

  private static final String BETWEEN_TAGS = "\n";

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final JdbcPlans plans;
  private final TrainingJobs jobs;
  private final StoredBytes bytes;

  JdbcExperiments(JdbcTemplate template, TrainingJobs jobs, StoredBytes bytes) {
    this.jobs = jobs;
    this.bytes = bytes;
    this.template = template;
    this.jdbc = JdbcClient.create(template);
    this.plans = new JdbcPlans(template);
  }

  private record Head(
      String id,
      Caption caption,
      @Nullable String question,
      Instant createdAt,
      @Nullable String subject) {

    static Head of(ResultSet row, int number) throws SQLException {
      return new Head(
          row.getString("id"),
          captionOf(row),
          row.getString("question"),
          Sql.time(row, "created_at"),
          row.getString("subject"));
    }
  }

  private record Place(int cell, long seed, @Nullable String jobId) {}

  /** Inserts an experiment, in the current transaction. */
  void add(Caller caller, String id, ExperimentSpec spec, List<TrainingJob> queued) {
    jdbc.sql(
            "insert into experiments (id, client, owner, question, created_at, subject)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(id)
        .param(caller.client())
        .param(caller.owner())
        .param(Sql.textOrNull(spec.question()))
        .param(Sql.time(queued.get(0).createdAt()))
        .param(spec.subject())
        .update();
    write(id, spec.caption());
    plans.add(id, spec.plan());
    List<Object[]> runs =
        IntStream.range(0, queued.size())
            .mapToObj(number -> run(id, number, spec.cell(number), queued.get(number)))
            .toList();
    template.batchUpdate(
        "insert into experiment_runs (experiment_id, number, cell, seed, job_id)"
            + " values (?, ?, ?, ?, ?)",
        runs);
    bytes.requireRoom(caller.client());
  }

  /** Writes name, notes and tags of an experiment. */
  private void write(String id, Caption caption) {
    jdbc.sql("update experiments set name = ?, notes = ?, tags = ?, sought = ? where id = ?")
        .params(
            Arrays.asList(
                Sql.textOrNull(caption.name()),
                Sql.textOrNull(caption.notes()),
                Sql.text(String.join(BETWEEN_TAGS, caption.tags())),
                Sql.text(caption.sought()),
                id))
        .update();
    jdbc.sql("delete from experiment_tags where experiment_id = ?").param(id).update();
    for (String tag : caption.tags()) {
      jdbc.sql("insert into experiment_tags (experiment_id, tag) values (?, ?)")
          .params(id, Sql.text(tag))
          .update();
    }
    jdbc.sql(
            "update experiments set bytes = coalesce(octet_length(name), 0)"
                + " + coalesce(octet_length(question), 0) + coalesce(octet_length(notes), 0)"
                + " + octet_length(tags) + octet_length(sought) where id = ?")
        .param(id)
        .update();
  }

  private static Caption captionOf(ResultSet row) throws SQLException {
    String tags = row.getString("tags");
    return new Caption(
        row.getString("name"),
        row.getString("notes"),
        tags == null || tags.isEmpty() ? List.of() : List.of(tags.split(BETWEEN_TAGS, -1)));
  }

  /** Changes name, notes or tags of an experiment, in the current transaction. */
  void caption(String id, CaptionChange change) {
    record Found(String client, Caption caption) {}
    Found found =
        jdbc.sql("select * from experiments where id = ? for update")
            .param(Sql.text(id))
            .query((row, number) -> new Found(row.getString("client"), captionOf(row)))
            .optional()
            .orElseThrow(UnknownExperiment::new);
    write(id, change.apply(found.caption()));
    bytes.requireRoom(found.client());
  }

  private static Object[] run(String id, int number, int cell, TrainingJob job) {
    return new Object[] {id, number, cell, job.spec().training().seed(), job.id()};
  }

  /** The current state of an experiment. */
  Experiment get(String id) {
    List<Head> found =
        jdbc.sql("select * from experiments where id = ?")
            .param(Sql.text(id))
            .query(Head::of)
            .list();
    return read(found).stream().findFirst().orElseThrow(UnknownExperiment::new);
  }

  /** The owner of an experiment; null if it was submitted without a token. */
  @Nullable String owner(String id) {
    return Sql.owner(jdbc, "experiments where", id, UnknownExperiment::new);
  }

  /**
   * Experiments by descending id.
   *
   * @param owner restricts them to those of an owner; null for all
   * @param after only those with a smaller id; null for all
   */
  List<Experiment> newestFirst(
      @Nullable String owner, @Nullable String after, CaptionSearch search, int limit) {
    List<String> conditions = new ArrayList<>(List.of("true"));
    List<Object> parameters = new ArrayList<>();
    if (owner != null) {
      conditions.add("owner = ?");
      parameters.add(owner);
    }
    if (after != null) {
      conditions.add("id < ?");
      parameters.add(Sql.text(after));
    }
    search.restrict(
        "experiments",
        "select experiment_id from experiment_tags where tag = ?",
        conditions,
        parameters);
    parameters.add(limit);
    return read(
        jdbc.sql(
                "select * from experiments where "
                    + String.join(" and ", conditions)
                    + " order by id desc limit ?")
            .params(parameters)
            .query(Head::of)
            .list());
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

  /** Deletes an experiment, but not its jobs. */
  void delete(String id) {
    jdbc.sql("delete from experiments where id = ?").param(id).update();
  }

  /** Deletes experiments without jobs; the number of them. */
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
                    head.caption(),
                    head.question(),
                    head.createdAt(),
                    Objects.requireNonNull(cells.get(head.id())),
                    head.subject(),
                    runs(head.id(), places.getOrDefault(head.id(), List.of()), standing)))
        .toList();
  }

  /** The runs of an experiment; one whose job was deleted has no outcome. */
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
