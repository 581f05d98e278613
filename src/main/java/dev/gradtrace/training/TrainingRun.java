package dev.gradtrace.training;

import dev.gradtrace.dataset.MiniBatches;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * The one training loop: mini-batch gradient descent, pulled step by step.
 *
 * <pre>
 *   while (run.hasNext()) {
 *     TrainingEvent event = wanted(run.nextStep()) ? run.nextObserved() : run.next();
 *   }
 * </pre>
 *
 * Epoch 0 is an evaluation of the untrained network; each later epoch is its steps and another
 * evaluation. Whoever drives the run may stop it between any two events; nothing runs in the
 * background. A steady-state step allocates nothing.
 */
public final class TrainingRun {

  private final TrainingSpec spec;
  private final Network network;
  private final MiniBatches batches;
  private final Workspace workspace;
  private final OptimizerState optimizer;
  private final Statistics statistics;
  private final UpdateNorms updateNorms;
  private final Evaluation evaluation;
  private final Patience patience;
  private final Step step = new Step();
  private final long steps;
  private final double penalty;

  private int epoch;
  private int batch;
  private long stepsTaken;
  private boolean evaluating = true;
  private @Nullable StopReason stopReason;

  private TrainingRun(TrainingSpec spec, Split data) {
    this.spec = spec;
    this.network = new Network(spec.network(), spec.start());
    this.batches =
        new MiniBatches(data.training(), spec.batchSize(), spec.shuffle(), spec.seed());
    this.workspace = Workspace.of(spec.network(), batches.batchSize());
    this.optimizer = new OptimizerState(spec.optimizer(), spec.network());
    this.statistics = new Statistics(spec.network());
    this.updateNorms = new UpdateNorms(spec.network());
    this.evaluation = new Evaluation(spec, data);
    this.patience = new Patience(spec.earlyStopping());
    this.steps = (long) batches.perEpoch() * spec.epochs();
    this.penalty = spec.l2() / data.training().samples();
  }

  /** A run from the start. */
  public static TrainingRun of(TrainingSpec spec, Split data) {
    return new TrainingRun(spec, data);
  }

  /** Whether the run goes on. */
  public boolean hasNext() {
    return stopReason == null;
  }

  /** The next event; a step is observed only when it is the last of its epoch or diverges. */
  public TrainingEvent next() {
    return next(batch == batches.perEpoch() - 1);
  }

  /** The next event; if it is a step, with its statistics. */
  public TrainingEvent nextObserved() {
    return next(true);
  }

  private TrainingEvent next(boolean observed) {
    if (stopReason != null) {
      throw new IllegalStateException("the run has ended: " + stopReason);
    }
    return evaluating ? evaluate() : step(observed);
  }

  /** Number of the step that comes next. */
  public long nextStep() {
    return stepsTaken + 1;
  }

  /** Updates done so far. */
  public long stepsTaken() {
    return stepsTaken;
  }

  /** Steps of the whole run, if nothing stops it. */
  public long steps() {
    return steps;
  }

  /** The network as it is now. */
  public Network network() {
    return network;
  }

  /** Why the run ended; null while it goes on. */
  public @Nullable StopReason stopReason() {
    return stopReason;
  }

  /** Ends the run before its next event. */
  public void stop(StopReason reason) {
    stopReason = reason;
  }

  private TrainingEvent step(boolean observed) {
    int samples = batches.fill(batch, workspace.inputs(), workspace.targets());
    workspace.narrowTo(samples);
    ForwardPass.run(network, workspace);
    double loss = Loss.of(network, spec.cost(), workspace);
    BackPropagation.run(network, spec.cost(), workspace);
    stepsTaken++;
    boolean diverged = !Double.isFinite(loss);
    boolean measured = observed || diverged;
    if (measured) {
      statistics.measure(network, spec.cost(), workspace);
      updateNorms.remember(network);
    }
    if (diverged) {
      stopReason = StopReason.DIVERGED;
    } else {
      update();
      if (measured) {
        updateNorms.measure(network, statistics);
      }
    }
    step.set(stepsTaken, epoch, samples, loss, measured ? statistics : null);
    batch++;
    if (batch == batches.perEpoch()) {
      evaluating = true;
    }
    return step;
  }

  private void update() {
    if (penalty > 0) {
      Regularization.penalize(workspace.gradient(), network.parameters(), penalty);
    }
    if (spec.gradientClipNorm() != null) {
      Regularization.clip(spec.network(), workspace.gradient(), spec.gradientClipNorm());
    }
    double rate =
        spec.optimizer().learningRate() * spec.schedule().factor(epoch, stepsTaken, steps);
    optimizer.update(network.parameters(), workspace.gradient(), rate, stepsTaken);
  }

  private TrainingEvent evaluate() {
    if (!evaluation.advance(network)) {
      return TrainingEvent.Evaluating.PART;
    }
    EpochEnd end = evaluation.finish(epoch, stepsTaken);
    evaluating = false;
    batch = 0;
    if (epoch > 0 && !Double.isFinite(end.trainingLoss())) {
      stopReason = StopReason.DIVERGED;
    } else if (epoch == spec.epochs()) {
      stopReason = StopReason.COMPLETED;
    } else if (patience.isExhaustedBy(end)) {
      stopReason = StopReason.EARLY_STOPPING;
    } else {
      epoch++;
      batches.startEpoch(epoch);
    }
    return end;
  }

  /** ‖ΔWˡ‖ of an observed update, from a copy of the weights before it. */
  private static final class UpdateNorms {

    private final Matrix[] before;

    UpdateNorms(NetworkSpec spec) {
      before = new Matrix[spec.depth()];
      for (int l = 1; l <= before.length; l++) {
        before[l - 1] = Matrix.zeros(spec.width(l), spec.width(l - 1));
      }
    }

    void remember(Network network) {
      for (int l = 1; l <= before.length; l++) {
        before[l - 1].set(network.weights(l));
      }
    }

    void measure(Network network, Statistics statistics) {
      for (int l = 1; l <= before.length; l++) {
        statistics.setUpdateNorm(l, network.weights(l).distance(before[l - 1]));
      }
    }
  }
}
