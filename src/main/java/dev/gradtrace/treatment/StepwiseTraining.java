package dev.gradtrace.treatment;

import dev.gradtrace.budget.Looks;
import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Observed;
import dev.gradtrace.training.Step;
import dev.gradtrace.training.TrainingEvent;
import dev.gradtrace.training.TrainingRun;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.TrainingWork;
import dev.gradtrace.training.UnfitCheckpoint;
import dev.gradtrace.treatment.Stretch.LastStep;
import dev.gradtrace.treatment.Stretch.LayerStep;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Trains a few steps per request. The service stores nothing; the client keeps the checkpoint
 * between requests. However the steps are divided into requests, they equal those of one job to the
 * last bit.
 */
@Component
public final class StepwiseTraining {

  /** Multiplications; less than five seconds of one processor. */
  private static final long MOST_MULTIPLICATIONS = 12_000_000_000L;

  /** Multiplications equivalent to reading, scaling and splitting one number of the data. */
  private static final long PER_VALUE = 20;

  private static final Set<Observed> EVERYTHING = Set.of(Observed.values());

  private final TrainingJobs jobs;
  private final JobMemory memory;
  private final Looks looks;

  StepwiseTraining(TrainingJobs jobs, JobMemory memory, Looks looks) {
    this.jobs = jobs;
    this.memory = memory;
    this.looks = looks;
  }

  /**
   * What to run next.
   *
   * @param from null to start
   * @param steps to take, fewer if the training ends before; 0 only evaluates the network
   * @param probe inputs in the units of the data, {@code [sample][feature]}, at which to return
   *     every unit's activation
   */
  public record Wish(@Nullable Checkpoint from, int steps, double[][] probe) {}

  /**
   * Takes the next steps of a job that was not submitted.
   *
   * @throws InvalidSpec if they take more work or memory than one request may, or the checkpoint
   *     belongs to another training
   */
  public Stretch of(JobSpec spec, Wish wish) {
    TrainingSpec training = spec.training();
    requireFit(training.network(), wish.probe());
    long work = multiplications(training, jobs.samples(spec), wish);
    InvalidSpec.unless(
        work <= MOST_MULTIPLICATIONS,
        "steps",
        "of this network and batch take about %d multiplications, at most %d are done at once:"
            + " ask for fewer, or for smaller batches",
        work,
        MOST_MULTIPLICATIONS);
    MemoryNeed need =
        memory.of(spec).plus("probe", Workspace.bytes(training.network(), wish.probe().length));
    return looks.run(need, work, () -> stretch(training, jobs.data(spec), wish));
  }

  private static void requireFit(NetworkSpec network, double[][] probe) {
    Faults faults = new Faults();
    for (int i = 0; i < probe.length; i++) {
      faults.unless(
          probe[i].length == network.inputs(),
          "probe/" + i,
          "has %d values, but the network has %d inputs",
          probe[i].length,
          network.inputs());
    }
    faults.throwIfAny();
  }

  private static long multiplications(TrainingSpec training, long samples, Wish wish) {
    long evaluations = 2 + wish.steps() / Math.max(1, training.passes().stepsPerEpoch(samples));
    return PER_VALUE * samples * training.network().inputs()
        + TrainingWork.ofStart(training.network())
        + wish.steps() * TrainingWork.ofStep(training, Math.min(training.batchSize(), samples))
        + evaluations * TrainingWork.ofEvaluation(training.network(), samples)
        + TrainingWork.ofEvaluation(training.network(), wish.probe().length);
  }

  private static Stretch stretch(TrainingSpec training, Split data, Wish wish) {
    TrainingRun run = run(training, data, wish.from());
    List<Double> losses = new ArrayList<>();
    List<EpochEnd> ends = new ArrayList<>();
    LastStep lastStep = null;
    evaluate(run, ends);
    for (int taken = 1; taken <= wish.steps() && run.hasNext(); taken++) {
      boolean isLast = taken == wish.steps() || run.mayEndWithNextStep();
      Step step = (Step) run.next(isLast ? EVERYTHING : Set.of());
      losses.add(step.loss());
      lastStep = step.tensors() == null ? lastStep : lastStep(step);
      evaluate(run, ends);
    }
    return new Stretch(
        run.checkpoint(),
        run.steps(),
        run.stepsPerEpoch(),
        losses,
        ends,
        lastStep,
        activations(run.network(), data.scaling(), wish.probe()));
  }

  private static TrainingRun run(
      TrainingSpec training, Split data, @Nullable Checkpoint checkpoint) {
    try {
      return checkpoint == null
          ? TrainingRun.of(training, data)
          : TrainingRun.of(training, data, checkpoint.beforeEvaluation());
    } catch (UnfitCheckpoint e) {
      throw InvalidSpec.meaningless("state", "%s", Objects.requireNonNull(e.getMessage()));
    }
  }

  private static void evaluate(TrainingRun run, List<EpochEnd> ends) {
    while (run.hasNext() && run.isEvaluating()) {
      TrainingEvent event = run.next();
      if (event instanceof EpochEnd end) {
        ends.add(end);
      }
    }
  }

  private static LastStep lastStep(Step step) {
    Statistics statistics = Objects.requireNonNull(step.statistics());
    Tensors tensors = Objects.requireNonNull(step.tensors());
    return new LastStep(
        statistics.slopePerLayer(),
        statistics.costGradientLog10(),
        IntStream.rangeClosed(1, tensors.depth())
            .mapToObj(
                l ->
                    new LayerStep(
                        statistics.get(l, Metric.DELTA_LOG10),
                        statistics.get(l, Metric.WEIGHT_GRADIENT_NORM),
                        statistics.get(l, Metric.UPDATE_RATIO),
                        tensors.unitDeltaLog10(l)))
            .toList());
  }

  private static List<double[][]> activations(
      Network network, Scaling.Fitted scaling, double[][] probe) {
    if (probe.length == 0) {
      return List.of();
    }
    Workspace pass = Workspace.withoutGradient(network.spec(), probe.length);
    for (int j = 0; j < probe.length; j++) {
      pass.inputs().setColumn(j, probe[j]);
    }
    scaling.apply(pass.inputs());
    ForwardPass.run(network, pass);
    return IntStream.rangeClosed(1, network.depth())
        .mapToObj(l -> pass.layer(l).a())
        .map(Matrix::toSamples)
        .toList();
  }
}
