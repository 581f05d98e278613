package dev.gradtrace.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.caption.CaptionChange;
import dev.gradtrace.caption.CaptionSearch;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Jobs;
import dev.gradtrace.job.Progress;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.training.Runs;
import dev.gradtrace.validation.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do for experiments. */
abstract class JdbcExperimentsContract {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
  private static final Grid GRID =
      new Grid(
          List.of(
              new Factor("/cost", List.of("\"quadratic\"", "\"binary_cross_entropy\"")),
              new Factor(
                  "/l2", List.of("0", "0.5", "{\"ü\":null}"), List.of("none", "half", "ü's"))));
  private static final JobSpec JOB =
      new JobSpec(
          Caption.NONE,
          Runs.xor().spec(),
          TracePolicy.thinned(),
          DataSpec.of(new DataOrigin.Stored("xor")));

  private final TestDatabase database;
  private final JdbcExperiments store;

  JdbcExperimentsContract(TestDatabase database) {
    this.database = database;
    this.store =
        new JdbcExperiments(
            database.jdbc(), new Jobs(database, 1000).service, database.storedBytes());
  }

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void findsExperimentsByWhatIsSaidOfThem() {
    add("a", List.of(1L));
    add("b", List.of(1L));
    Caption said = new Caption("Übung", "two\nlines", List.of("x", "y z"));
    store.caption(
        "a",
        new CaptionChange(
            new CaptionChange.Text(said.name()),
            new CaptionChange.Text(said.notes()),
            said.tags()));
    assertThat(store.get("a").caption()).isEqualTo(said);
    assertThat(found("üBUNG", null)).containsExactly("a");
    assertThat(found("NAME", null)).containsExactly("b");
    assertThat(found(null, "y z")).containsExactly("a");
    assertThat(found("lines", "y")).isEmpty();
    assertThat(
            database
                .jdbc()
                .queryForObject("select bytes from experiments where id = 'a'", Long.class))
        .isEqualTo(6 + 9 + 5 + 22);
    assertThatExceptionOfType(UnknownExperiment.class)
        .isThrownBy(() -> store.caption("none", new CaptionChange(null, null, List.of())));
  }

  private List<String> found(@Nullable String text, @Nullable String tag) {
    return store.newestFirst(null, null, new CaptionSearch(text, tag), 9).stream()
        .map(Experiment::id)
        .toList();
  }

  @Test
  void givesBackWhatItWasGiven() {
    add("a", List.of(7L, 8L));
    Experiment experiment = store.get("a");
    assertThat(experiment.name()).isEqualTo("name");
    assertThat(experiment.question()).isNull();
    assertThat(experiment.createdAt()).isEqualTo(NOW);
    assertThat(experiment.plan()).isEqualTo(GRID);
    assertThat(experiment.runs()).extracting(Run::cell).startsWith(0, 0, 1, 1).hasSize(12);
    assertThat(experiment.runs()).extracting(Run::seed).startsWith(7L, 8L, 7L, 8L);
    assertThat(experiment.runs()).extracting(Run::jobId).startsWith("a0", "a1", "a2");
    assertThat(experiment.status()).isEqualTo(JobStatus.QUEUED);
  }

  @Test
  void knowsNoOther() {
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.get("a\0b"));
  }

  @Test
  void listsTheNewestFirst() {
    add("a", List.of());
    add("b", List.of());
    add("c", List.of());
    assertThat(store.newestFirst(null, null, CaptionSearch.ANY, 2))
        .extracting(Experiment::id)
        .containsExactly("c", "b");
    assertThat(store.newestFirst(null, "b", CaptionSearch.ANY, 2))
        .extracting(Experiment::id)
        .containsExactly("a");
    assertThat(store.newestFirst(null, null, CaptionSearch.ANY, 1).get(0).runs()).hasSize(6);
  }

  @Test
  void knowsWhomAnExperimentBelongsTo() {
    add("a", List.of());
    add(Caller.named("ada", Role.WRITE), "b", List.of());
    assertThat(store.owner("a")).isNull();
    assertThat(store.owner("b")).isEqualTo("ada");
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.owner("c"));
    assertThat(store.newestFirst("ada", null, CaptionSearch.ANY, 9))
        .extracting(Experiment::id)
        .containsExactly("b");
    assertThat(store.newestFirst("ada", "b", CaptionSearch.ANY, 9)).isEmpty();
  }

  @Test
  void keepsTheRunOfAJobThatIsGone() {
    add("a", List.of());
    database.jdbc().update("delete from jobs where id = 'a1'");
    List<Run> runs = store.get("a").runs();
    assertThat(runs).hasSize(6);
    assertThat(runs.get(1).jobId()).isNull();
    assertThat(runs.get(1).hasEnded()).isTrue();
    assertThat(runs.get(2).jobId()).isEqualTo("a2");
  }

  @Test
  void forgetsOnlyExperimentsWithoutJobs() {
    add("a", List.of());
    add("b", List.of());
    database.jdbc().update("delete from jobs where id like 'a%' or id = 'b0'");
    assertThat(store.deleteDeserted()).isEqualTo(1);
    assertThat(store.newestFirst(null, null, CaptionSearch.ANY, 9))
        .extracting(Experiment::id)
        .containsExactly("b");
  }

  @Test
  void forgetsAllOfAnExperimentButItsJobs() {
    add("a", List.of());
    store.delete("a");
    for (String table :
        List.of("experiments", "experiment_factors", "experiment_values", "experiment_runs")) {
      assertThat(database.jdbc().queryForObject("select count(*) from " + table, Integer.class))
          .as(table)
          .isZero();
    }
    assertThat(database.rows()).containsEntry("jobs", 6);
  }

  private void add(String id, List<Long> seeds) {
    add(Caller.SERVICE, id, seeds);
  }

  private void add(Caller caller, String id, List<Long> seeds) {
    ExperimentSpec spec =
        new ExperimentSpec(
            Caption.of("name"), null, GRID, null, seeds, Collections.nCopies(6, JOB));
    List<TrainingJob> jobs = new ArrayList<>();
    for (JobSpec job : spec.jobs()) {
      jobs.add(
          new TrainingJob(
              id + jobs.size(),
              job,
              List.of(new StatusTransition(JobStatus.QUEUED, NOW, null)),
              new Progress(0, 1, 0, 1, Double.NaN, Double.NaN),
              null,
              null));
    }
    for (TrainingJob job : jobs) {
      database
          .jdbc()
          .update(
              "insert into jobs (id, status, token, cancel_requested, last_event, epoch, epochs,"
                  + " step, steps, samples_per_second, remaining_seconds) values (?, 'queued', 0,"
                  + " false, 1, 0, 1, 0, 1, 0, 0)",
              job.id());
    }
    store.add(caller, id, spec, jobs);
  }
}
