package dev.gradtrace.training;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;

/**
 * One step of gradient descent on the mini-batch in its workspace: forward, backward, measure if
 * wanted, update. Its buffers live as long as the run; a step allocates nothing.
 */
final class Descent {

  private final TrainingSpec spec;
  private final Network network;
  private final double penalty;
  private final Workspace workspace;
  private final OptimizerState optimizer;
  private final Statistics statistics;
  private final Matrix[] weightsBefore;

  /**
   * @param batchSize most samples in a mini-batch
   * @param trainingSamples n in the penalty (λ/2n)‖w‖²
   */
  Descent(TrainingSpec spec, int batchSize, int trainingSamples) {
    NetworkSpec shape = spec.network();
    this.spec = spec;
    this.network = new Network(shape, spec.start());
    this.penalty = spec.l2() / trainingSamples;
    this.workspace = Workspace.of(shape, batchSize);
    this.optimizer = new OptimizerState(spec.optimizer(), shape);
    this.statistics = new Statistics(shape);
    this.weightsBefore = new Matrix[spec.optimizer().isPlainDescent() ? 0 : shape.depth()];
    for (int l = 1; l <= weightsBefore.length; l++) {
      weightsBefore[l - 1] = Matrix.zeros(shape.width(l), shape.width(l - 1));
    }
  }

  /** The network as it is now. */
  Network network() {
    return network;
  }

  /** Where the mini-batch is to be put before a step. */
  Workspace workspace() {
    return workspace;
  }

  /** What the last observed step measured. */
  Statistics statistics() {
    return statistics;
  }

  /**
   * Loss and gradient of the mini-batch.
   *
   * @return the loss; if it is not finite there must be no update
   */
  double differentiate() {
    ForwardPass.run(network, workspace);
    double loss = Loss.of(network, spec.cost(), workspace);
    BackPropagation.run(network, spec.cost(), workspace);
    return loss;
  }

  /** Measures the state between {@link #differentiate} and {@link #update}. */
  void observe() {
    statistics.measure(network, spec.cost(), workspace);
  }

  /** Moves the parameters against the gradient. */
  void update(double rate, long step) {
    if (penalty > 0) {
      Regularization.penalize(workspace.gradient(), network.parameters(), penalty);
    }
    if (spec.gradientClipNorm() != null) {
      Regularization.clip(spec.network(), workspace.gradient(), spec.gradientClipNorm());
    }
    optimizer.update(network.parameters(), workspace.gradient(), rate, step);
  }

  /** {@link #update}, and adds to the statistics how far the weights moved. */
  void observedUpdate(double rate, long step) {
    if (spec.optimizer().isPlainDescent()) {
      update(rate, step);
      for (int l = 1; l <= network.depth(); l++) {
        statistics.setUpdateNorm(l, rate * gradientNorm(l));
      }
      return;
    }
    for (int l = 1; l <= network.depth(); l++) {
      weightsBefore[l - 1].set(network.weights(l));
    }
    update(rate, step);
    for (int l = 1; l <= network.depth(); l++) {
      statistics.setUpdateNorm(l, network.weights(l).distance(weightsBefore[l - 1]));
    }
  }

  /**
   * Norm of the gradient that moved layer {@code l}, measured already unless it was changed since.
   */
  private double gradientNorm(int l) {
    return penalty > 0 || spec.gradientClipNorm() != null
        ? workspace.gradient().weights(l).norm()
        : statistics.get(l, Metric.WEIGHT_GRADIENT_NORM);
  }
}
