package dev.gradtrace.treatment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Observation;
import dev.gradtrace.diagnosis.evidence.Observation.Extent;
import dev.gradtrace.diagnosis.evidence.Probe;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.LossCurve.BatchLoss;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Diagnoses of jobs, with bounded work: the trials, and before them a short run of a job that was
 * not submitted.
 */
@Component
public final class Diagnoses {

  /** Multiplications of the short run; about a second. */
  private static final long WORK_OF_PROBE = 5_000_000_000L;

  /**
   * Most multiplications of all trials of a diagnosis and of the reference models that the run is
   * compared with.
   */
  private static final long WORK = 35_000_000_000L;

  private static final int MOST_REMEMBERED = 200;

  private final TrainingJobs jobs;
  private final JobMemory memory;
  private final Looks looks;

  /** By the id of the job. As many bins as entries, because a computation locks its bin. */
  private final Cache<String, Diagnosis> finished =
      Caffeine.newBuilder().initialCapacity(MOST_REMEMBERED).maximumSize(MOST_REMEMBERED).build();

  Diagnoses(TrainingJobs jobs, JobMemory memory, Looks looks) {
    this.jobs = jobs;
    this.memory = memory;
    this.looks = looks;
  }

  /** The diagnosis of a job; that of a finished job is computed once and cached. */
  public Diagnosis of(TrainingJob job) {
    return job.status().isFinished()
        ? looks.await(() -> finished.get(job.id(), id -> examine(job)))
        : examine(job);
  }

  /** Needs as much memory as the job itself, since parts of it are run again. */
  private Diagnosis examine(TrainingJob job) {
    MemoryNeed need = memory.of(job.spec()).atMost(looks.allowed());
    return looks.run(need, WORK, () -> Diagnosis.of(evidence(job)));
  }

  /** The diagnosis expected of a job, from a short run of it. */
  Diagnosis foreseen(JobSpec spec) {
    return of(spec, Long.MAX_VALUE).diagnosis();
  }

  /**
   * What a short run tells of a job.
   *
   * @param complete whether the run reached the job's end
   */
  public record Foresight(Diagnosis diagnosis, boolean complete) {}

  /**
   * Diagnoses a job that was not submitted, from at most {@code steps} steps.
   *
   * @throws InvalidSpec if it needs more memory than there is
   */
  public Foresight of(JobSpec spec, long steps) {
    return looks.run(memory.of(spec), WORK, () -> foresee(spec, steps));
  }

  private Foresight foresee(JobSpec spec, long steps) {
    TrainingSpec training = spec.training();
    Split data = jobs.data(spec);
    Observation run = Probe.observe(training, data, steps, WORK_OF_PROBE);
    Evidence evidence = Evidence.of(training, data, run, Effort.usual());
    return new Foresight(Diagnosis.of(evidence), run.isWhole());
  }

  private Evidence evidence(TrainingJob job) {
    if (job.progress().isElsewhere()) {
      return evidenceOfBatch(job);
    }
    TrainingSpec training = job.spec().training();
    Observation recorded =
        new Observation(
            jobs.lossCurve(job.id()),
            jobs.trace(job.id(), selection(training.network())),
            parameters(job.id()),
            extent(job));
    return Evidence.of(
        training,
        data(job),
        recorded,
        recorded.isWhole() ? Effort.usual() : Effort.withoutTrials());
  }

  private static Extent extent(TrainingJob job) {
    if (!job.status().isFinished()) {
      return Extent.SO_FAR;
    }
    JobResult result = job.result();
    return result != null && result.stopReason().isOfTheRun() ? Extent.WHOLE : Extent.CUT_SHORT;
  }

  /** Evidence of an observed run, each of whose points counts as the end of an epoch. */
  private Evidence evidenceOfBatch(TrainingJob run) {
    List<BatchLoss> losses = jobs.lossCurve(run.id()).batches();
    TrainingSpec training =
        atRate(lastRate(losses), run.spec().training()).withParameters(jobs.start(run.id()));
    List<EpochEnd> epochs = new ArrayList<>();
    for (BatchLoss loss : losses) {
      epochs.add(atPoint(epochs.size(), loss));
    }
    if (losses.size() == 1) {
      epochs.add(atPoint(1, losses.get(0)));
    }
    Observation recorded =
        new Observation(
            new LossCurve(losses, epochs),
            jobs.trace(run.id(), selection(training.network())),
            parameters(run.id()),
            Extent.SO_FAR);
    return Evidence.of(training, data(run), recorded, Effort.withoutTraining());
  }

  /** The last rate that the sender gave; 0, of which no remedy speaks, if there is none. */
  private static double lastRate(List<BatchLoss> losses) {
    return losses.stream()
        .mapToDouble(BatchLoss::learningRate)
        .filter(rate -> !Double.isNaN(rate))
        .reduce(0, (before, rate) -> rate);
  }

  private static TrainingSpec atRate(double rate, TrainingSpec training) {
    return training.withOptimizer(training.optimizer().withLearningRate(rate));
  }

  private static EpochEnd atPoint(int number, BatchLoss loss) {
    return new EpochEnd(number, loss.step(), loss.loss(), Double.NaN, Double.NaN, Double.NaN);
  }

  private Split data(TrainingJob job) {
    try {
      return jobs.data(job.spec());
    } catch (InvalidSpec e) {
      throw dataGone();
    }
  }

  /** The dataset may have been deleted after the jobs that used it ended. */
  static Refusal dataGone() {
    return Refusal.conflict("The data of the job can no longer be had.");
  }

  /** The part of the trace that the rules read. */
  private static TraceSelection selection(NetworkSpec network) {
    return new TraceSelection(
        List.of(
            Metric.DELTA_LOG10,
            Metric.ACTIVATION_GAIN_LOG10,
            Metric.SATURATED_FRACTION,
            Metric.DEAD_FRACTION),
        IntStream.rangeClosed(1, network.depth()).boxed().toList());
  }

  private @Nullable Parameters parameters(String id) {
    try {
      return jobs.parameters(id);
    } catch (WrongState notBegun) {
      return null;
    }
  }
}
