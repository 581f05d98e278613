package dev.gradtrace.training;

import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.CurvatureSearch;
import dev.gradtrace.network.Network;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one training loop: mini-batch gradient descent, pulled event by event.
 *
 * <pre>
 *   while (run.hasNext()) {
 *     TrainingEvent event = wanted(run.nextStep()) ? run.nextObserved() : run.next();
 *   }
 * </pre>
 *
 * Epoch 0 is the evaluation of the untrained network; each later epoch has its steps and an
 * evaluation. The run diverges at the first step whose loss is not finite. It can be stopped
 * between any two events; nothing runs in the background. After the first, a step allocates
 * nothing.
 */
public final class TrainingRun {

  private static final Set<Observed> STATISTICS = Set.of(Observed.STATISTICS);
  private static final Set<Observed> EVERYTHING = Set.of(Observed.values());

  private final TrainingSpec spec;
  private final MiniBatches batches;
  private final Descent descent;
  private final Evaluation evaluation;
  private final @Nullable SampleWeights weights;
  private final Step step = new Step();
  private final long steps;

  private int epoch;
  private int batch;
  private long stepsTaken;
  private double batchLossSum;
  private Patience patience = Patience.NEW;
  private @Nullable StopReason stopReason;
  private @Nullable CurvatureSearch search;

  private TrainingRun(TrainingSpec spec, Split data) {
    this.spec = spec;
    this.batches = spec.passes().batches(data.training(), spec.seed());
    this.descent = new Descent(spec, batches.batchSize(), data.training().samples());
    this.evaluation = new Evaluation(spec, data);
    this.weights = SampleWeights.of(spec, data.training(), batches.batchSize());
    this.steps = (long) batches.perEpoch() * spec.epochs();
  }

  /**
   * A run from the start.
   *
   * @throws dev.gradtrace.validation.InvalidSpec if the data do not fit the network
   */
  public static TrainingRun of(TrainingSpec spec, Split data) {
    return new TrainingRun(spec, data.forOutputs(spec.network().outputs()));
  }

  /**
   * A run resumed from a checkpoint.
   *
   * @throws UnfitCheckpoint if the checkpoint does not match specification and data
   */
  public static TrainingRun of(TrainingSpec spec, Split data, Checkpoint checkpoint) {
    TrainingRun run = of(spec, data);
    checkpoint.requireFit(spec, run.batches.perEpoch());
    run.resume(checkpoint);
    return run;
  }

  private void resume(Checkpoint checkpoint) {
    epoch = checkpoint.epoch();
    batch = checkpoint.batch();
    stepsTaken = checkpoint.stepsTaken();
    batchLossSum = checkpoint.batchLossSum();
    patience = checkpoint.patience();
    stopReason = checkpoint.stopReason();
    descent.network().parameters().set(checkpoint.parameters());
    descent.optimizer().setMemories(checkpoint.memories());
    evaluation.resume(checkpoint.training(), checkpoint.validation());
    if (epoch > 0) {
      batches.startEpoch(epoch);
    }
  }

  /** The state to resume from; possible between any two events. */
  public Checkpoint checkpoint() {
    return new Checkpoint(
        epoch,
        batch,
        stepsTaken,
        batchLossSum,
        network().parameters().copy(),
        descent.optimizer().copyMemories(),
        evaluation.training(),
        evaluation.validation(),
        patience,
        stopReason);
  }

  /** Whether the run has not ended. */
  public boolean hasNext() {
    return stopReason == null;
  }

  /** The next event; a step is observed only if it may be the last. */
  public TrainingEvent next() {
    return next(Set.of());
  }

  /** The next event, with statistics if it is a step. */
  public TrainingEvent nextObserved() {
    return next(STATISTICS);
  }

  /**
   * The next event.
   *
   * @param wanted outputs if it is a step; the last step always has statistics, and one at which
   *     the run diverges has all outputs
   */
  public TrainingEvent next(Set<Observed> wanted) {
    requireGoingOn();
    return isEvaluating()
        ? evaluate()
        : step(
            spec.rule().learningRate(epoch, nextStep(), steps),
            mayEndWithNextStep() ? withStatistics(wanted) : wanted);
  }

  private static Set<Observed> withStatistics(Set<Observed> wanted) {
    return wanted.contains(Observed.TENSORS) ? EVERYTHING : STATISTICS;
  }

  private void requireGoingOn() {
    if (stopReason != null) {
      throw new IllegalStateException("the run has ended: " + stopReason);
    }
  }

  /**
   * Measures the curvature at the next step, in parts; the last one is a {@link StepCurvature}. Not
   * possible while the run {@link #isEvaluating}; if a step has {@link #divergedBeforeUpdate
   * diverged}, the curvature is measured there. The run is not affected, even if the measurement is
   * not completed.
   */
  public TrainingEvent nextOfCurvature() {
    long number = divergedBeforeUpdate() ? stepsTaken : nextStep();
    CurvatureSearch current = search == null ? searchAt(number) : search;
    boolean goesOn = current.advance();
    search = goesOn ? current : null;
    double rate = spec.rule().learningRate(epoch, number, steps);
    return goesOn
        ? TrainingEvent.Part.OF_CURVATURE
        : new StepCurvature(number, rate, current.found());
  }

  private CurvatureSearch searchAt(long number) {
    fillWorkspace(batch - (int) (nextStep() - number));
    return descent.curvature(number);
  }

  /** Whether the run ended at a step whose loss was not finite, without an update. */
  public boolean divergedBeforeUpdate() {
    return stopReason == StopReason.DIVERGED && !Double.isFinite(batchLossSum);
  }

  /** Whether the next step may be the last; early stopping decides after it. */
  public boolean mayEndWithNextStep() {
    EarlyStopping rule = spec.earlyStopping();
    return batch == batches.perEpoch() - 1
        && (epoch == spec.epochs() || rule != null && patience.mayBeExhaustedNext(rule));
  }

  /** Whether the next event belongs to an evaluation. */
  public boolean isEvaluating() {
    return epoch == 0 || batch == batches.perEpoch();
  }

  /** The epoch of the last step; 0 before the first. */
  public int epoch() {
    return epoch > 0 && batch == 0 ? epoch - 1 : epoch;
  }

  /** Number of the next step. */
  public long nextStep() {
    return stepsTaken + 1;
  }

  /** Number of steps taken. */
  public long stepsTaken() {
    return stepsTaken;
  }

  /** Number of steps of the whole run, if nothing stops it. */
  public long steps() {
    return steps;
  }

  /** The current network; it changes with the next event. */
  public Network network() {
    return descent.network();
  }

  /** Number of steps per epoch. */
  public int stepsPerEpoch() {
    return batches.perEpoch();
  }

  /** Number of events of an evaluation. */
  public int evaluationParts() {
    return evaluation.parts();
  }

  /** Why the run ended; null if it has not. */
  public @Nullable StopReason stopReason() {
    return stopReason;
  }

  /** Ends the run before its next event. */
  public void stop(StopReason reason) {
    stopReason = reason;
  }

  /**
   * The next step, with a given learning rate. Evaluations are skipped, and the number of epochs is
   * not limited.
   *
   * @param rate η of this step
   */
  public Step nextAt(double rate) {
    requireGoingOn();
    if (isEvaluating()) {
      startEpoch();
    }
    return step(rate, Set.of());
  }

  private Step step(double rate, Set<Observed> wanted) {
    boolean observed = wanted.contains(Observed.STATISTICS);
    boolean kept = wanted.contains(Observed.TENSORS);
    int samples = fillWorkspace(batch);
    search = null;
    stepsTaken++;
    double loss = descent.forward(stepsTaken);
    batchLossSum += loss;
    step.set(stepsTaken, epoch, samples, loss);
    batch++;
    if (!Double.isFinite(loss)) {
      descent.observe();
      step.leave(descent.statistics(), descent.tensorsWithoutUpdate());
      stopReason = StopReason.DIVERGED;
      return step;
    }
    if (kept) {
      descent.keepWeights();
    }
    if (observed) {
      descent.observedUpdate(rate, stepsTaken, kept);
    } else {
      descent.update(rate, stepsTaken, kept);
    }
    step.leave(observed ? descent.statistics() : null, kept ? descent.tensors() : null);
    return step;
  }

  private int fillWorkspace(int number) {
    Workspace workspace = descent.workspace();
    int samples = batches.fill(number, workspace.inputs(), workspace.targets());
    workspace.narrowTo(samples);
    if (weights != null) {
      weights.weigh(workspace, batches, number);
    }
    return samples;
  }

  private double meanBatchLoss() {
    return epoch == 0 ? Double.NaN : batchLossSum / batches.perEpoch();
  }

  private TrainingEvent evaluate() {
    if (!evaluation.advance(descent.network())) {
      return TrainingEvent.Part.OF_EVALUATION;
    }
    EpochEnd end = evaluation.finish(epoch, stepsTaken, meanBatchLoss());
    EarlyStopping rule = spec.earlyStopping();
    patience = rule == null ? patience : patience.after(end, rule);
    boolean exhausted = rule != null && patience.isExhausted(rule);
    if (epoch < spec.epochs() && !exhausted) {
      startEpoch();
    } else if (!Double.isFinite(end.trainingLoss())) {
      stopReason = StopReason.DIVERGED;
    } else {
      stopReason = exhausted ? StopReason.EARLY_STOPPING : StopReason.COMPLETED;
    }
    return end;
  }

  private void startEpoch() {
    epoch++;
    batch = 0;
    batchLossSum = 0;
    batches.startEpoch(epoch);
  }
}
