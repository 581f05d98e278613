package dev.gradtrace.job;

import dev.gradtrace.access.Caller;
import dev.gradtrace.budget.FairPlaces;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryBudget;
import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.spec.StoredSpecs;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.dataset.store.StoredData;
import dev.gradtrace.job.metrics.JobMetrics;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.DataSpec;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.job.store.JdbcJobs;
import dev.gradtrace.job.worker.JobRunner;
import dev.gradtrace.job.worker.Workers;
import dev.gradtrace.storage.TestDatabase;
import dev.gradtrace.trace.TracePolicy;
import dev.gradtrace.tracing.JobSpans;
import dev.gradtrace.training.Runs;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;

/** Training jobs without a worker's threads: the test runs them itself. */
public final class Jobs {

  public static final Dataset XOR = Runs.xorData().training();

  /** Diagnoses nothing. */
  public static final RunWatch UNWATCHED =
      (spec, data) -> (curve, trace, parameters, whole) -> List.of();

  public final TickingClock clock = new TickingClock(1);
  public final TestDatabase database;
  public final Datasets datasets;
  public final JobStore store;
  public final TrainingJobs service;
  public final JobRunner runner;

  public Jobs() {
    this(1000);
  }

  public Jobs(int queueCapacity) {
    this(TestDatabase.inMemory(), queueCapacity);
  }

  public Jobs(TestDatabase database, int queueCapacity) {
    this.database = database;
    datasets = StoredData.in(database, clock);
    store = store(database, datasets);
    JobSettings settings =
        new JobSettings(
            1, queueCapacity, Duration.ofHours(1), Duration.ofDays(30), new JobSettings.Limits(1));
    runner =
        new JobRunner(
            store, datasets, clock, Duration.ofHours(1), UNWATCHED, metrics(), JobSpans.off());
    Workers nobody = new Workers(database.dataSource(), store, runner, memory(datasets), clock, 1);
    service = new TrainingJobs(database.transactions(), store, nobody, datasets, settings, clock);
  }

  public static JobStore store(TestDatabase database, Datasets datasets) {
    return store(database, datasets, metrics());
  }

  public static JobStore store(TestDatabase database, Datasets datasets, JobMetrics metrics) {
    return new JdbcJobs(
        database.jdbc(),
        database.transactions(),
        datasets,
        StoredSpecs.json(),
        metrics,
        database.storedBytes(),
        JobSpans.off());
  }

  /** Whether an unfinished job keeps the dataset from being deleted. */
  public boolean needDataset(String id) {
    String uses = "select count(*) from dataset_uses where dataset_id = ?";
    return database.jdbc().queryForObject(uses, Integer.class, id) > 0;
  }

  /** A memory budget large enough for any test. */
  public static JobMemory memory(Datasets datasets) {
    return new JobMemory(datasets, plenty());
  }

  /** Room for any computation of a test. */
  public static Looks looks() {
    FairPlaces places = new FairPlaces(Integer.MAX_VALUE, System::nanoTime);
    RequestTurns turns = new RequestTurns(places, Duration.ZERO, Duration.ofHours(1));
    return new Looks(plenty(), places, turns, Duration.ZERO);
  }

  private static MemoryBudget plenty() {
    return new MemoryBudget(Long.MAX_VALUE / 4, System::nanoTime);
  }

  /** Metrics that no test reads. */
  public static JobMetrics metrics() {
    return new JobMetrics(new SimpleMeterRegistry(), 1);
  }

  public static JobSpec xor(Runs run) {
    return xor(run.spec());
  }

  public static JobSpec xor(TrainingSpec training) {
    return xor(training, TracePolicy.thinned());
  }

  public static JobSpec xor(TrainingSpec training, TracePolicy trace) {
    return new JobSpec(Caption.NONE, training, trace, DataSpec.of(new DataOrigin.Inline(XOR)));
  }

  public static JobSpec xor(TrainingSpec training, Scaling scaling) {
    return new JobSpec(
        Caption.NONE,
        training,
        TracePolicy.thinned(),
        new DataSpec(new DataOrigin.Inline(XOR), scaling, 0, null));
  }

  /** Submits a job on XOR with 10 epochs of one step each. */
  public String submit() {
    return submit(xor(Runs.xor()));
  }

  public String submit(JobSpec spec) {
    return service.submit(Caller.SERVICE, spec).id();
  }

  /** Submits such a job on behalf of a caller. */
  public String submitAs(Caller caller) {
    return service.submit(caller, xor(Runs.xor())).id();
  }

  /** Claims the next waiting job. */
  public Claim claimNext() {
    List<JobSummary> waiting = store.newestFirst(JobFilter.of(JobStatus.QUEUED), Integer.MAX_VALUE);
    return store.claim(waiting.get(waiting.size() - 1).id(), clock);
  }

  /** Runs the next waiting job. */
  TrainingJob runNext() {
    return runNext(() -> {});
  }

  /** Runs the next waiting job, with an action at each check for shutdown and company. */
  public TrainingJob runNext(Runnable meanwhile) {
    Claim claim = claimNext();
    runner.run(
        claim,
        () -> {
          meanwhile.run();
          return false;
        });
    return store.get(claim.id());
  }

  /** Runs an action once, at the 2000th call; a minute passes before, so that a trace is stored. */
  public Runnable onceItHasTrained(Runnable action) {
    int[] looks = {0};
    return () -> {
      if (++looks[0] == 1000) {
        clock.advance(Duration.ofMinutes(1));
      }
      if (looks[0] == 2000) {
        action.run();
      }
    };
  }

  /** Pointers to the refused values. */
  static List<String> faults(Runnable invalid) {
    try {
      invalid.run();
    } catch (InvalidSpec e) {
      return e.faults().stream().map(Fault::pointer).toList();
    }
    throw new AssertionError("not refused");
  }

  /** Submits and runs a job. */
  public TrainingJob run(JobSpec spec) {
    submit(spec);
    return runNext();
  }
}
