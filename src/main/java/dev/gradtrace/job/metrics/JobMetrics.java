package dev.gradtrace.job.metrics;

import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.Report;
import dev.gradtrace.job.StatusTransition;
import dev.gradtrace.job.TrainingJob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Metrics of this replica's workers. */
public final class JobMetrics {

  private static final String HANDED_BACK = "handed_back";
  private static final String ABANDONED = "abandoned";

  private static final Duration[] OF_JOBS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1)
  };
  private static final Duration[] OF_REPORTS = {
    Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final AtomicInteger busy = new AtomicInteger();
  private final Timer waits;
  private final Timer progressReports;
  private final Timer checkpointReports;
  private final DistributionSummary checkpointSizes;
  private final Counter steps;
  private final Counter samples;

  /**
   * @param workers number of workers
   */
  public JobMetrics(MeterRegistry registry, int workers) {
    this.registry = registry;
    Gauge.builder("gradtrace.workers", () -> workers)
        .description("Workers of this replica.")
        .register(registry);
    Gauge.builder("gradtrace.workers.busy", busy::get)
        .description("Workers of this replica that run a job.")
        .register(registry);
    waits =
        Timer.builder("gradtrace.job.wait")
            .description("Time in the queue of jobs that a worker of this replica took up.")
            .serviceLevelObjectives(OF_JOBS)
            .register(registry);
    progressReports = reports("progress");
    checkpointReports = reports("checkpoint");
    checkpointSizes =
        DistributionSummary.builder("gradtrace.checkpoint.size")
            .description("A checkpoint with the curve, trace and model that are kept beside it.")
            .baseUnit("bytes")
            .register(registry);
    steps =
        Counter.builder("gradtrace.training.steps")
            .description("Updates of parameters, one for each mini-batch.")
            .register(registry);
    samples =
        Counter.builder("gradtrace.training.samples")
            .description("Samples of these mini-batches.")
            .register(registry);
    // Registers all failure counters at zero: a counter that first appears with its first failure
    // shows no increase.
    Stream.of(JobError.Code.values()).map(JobError.Code::label).forEach(this::runs);
    Stream.of(JobStatus.SUCCEEDED, JobStatus.CANCELLED).map(JobStatus::label).forEach(this::runs);
    Stream.of(HANDED_BACK, ABANDONED).forEach(this::runs);
  }

  private Timer runs(String outcome) {
    return Timer.builder("gradtrace.job.run")
        .description("Time jobs were with a worker of this replica.")
        .tag("outcome", outcome)
        .serviceLevelObjectives(OF_JOBS)
        .register(registry);
  }

  private Timer reports(String kind) {
    return Timer.builder("gradtrace.report")
        .description("Time the store took for what a worker reports.")
        .tag("kind", kind)
        .serviceLevelObjectives(OF_REPORTS)
        .register(registry);
  }

  /** Records the size of a checkpoint and what is stored with it. */
  public void checkpointed(long bytes) {
    checkpointSizes.record(bytes);
  }

  /**
   * A worker has started a job.
   *
   * @param told receives the outcome at the end
   */
  public Run begin(TrainingJob job, Consumer<String> told) {
    busy.incrementAndGet();
    StatusTransition running = job.transitions().get(job.transitions().size() - 1);
    StatusTransition before = job.transitions().get(job.transitions().size() - 2);
    if (before.status() == JobStatus.QUEUED) {
      waits.record(Duration.between(before.at(), running.at()));
    }
    return new Run(told);
  }

  /** A job at a worker; counted as abandoned unless another outcome is set before it is closed. */
  public final class Run implements AutoCloseable {

    private final Timer.Sample time = Timer.start(registry);
    private final Consumer<String> told;
    private String outcome = ABANDONED;

    private Run(Consumer<String> told) {
      this.told = told;
    }

    public void handedBack() {
      outcome = HANDED_BACK;
    }

    public void ended(Ending ending) {
      JobError error = ending.error();
      outcome = error == null ? ending.status().label() : error.code().label();
    }

    @Override
    public void close() {
      busy.decrementAndGet();
      time.stop(runs(outcome));
      told.accept(outcome);
    }
  }

  /** The reports of a run that begins or resumes after {@code step} steps. */
  public Reports reportsFrom(long step) {
    return new Reports(step);
  }

  /** Counts the reports of a run. */
  public final class Reports {

    private long step;
    private long seen;

    private Reports(long step) {
      this.step = step;
    }

    /**
     * Stores a report and records its duration.
     *
     * @param samplesSoFar samples of all steps so far
     * @param store stores the report
     * @return what {@code store} returns
     */
    public boolean add(Report report, long samplesSoFar, BooleanSupplier store) {
      long stepNow = report.progress().step();
      steps.increment(stepNow - step);
      samples.increment(samplesSoFar - seen);
      step = stepNow;
      seen = samplesSoFar;
      return (report.checkpoint() == null ? progressReports : checkpointReports).record(store);
    }
  }
}
