package dev.gradtrace.training;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.gradient.curvature.CurvatureSearch;
import dev.gradtrace.gradient.distribution.Tensors;
import dev.gradtrace.matrix.DescentSums;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Updates;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.List;

/**
 * One step of gradient descent on the mini-batch in its workspace: forward, backward, measure if
 * wanted, update. Its buffers live as long as the run; a step allocates nothing.
 */
final class Descent {

  private final TrainingSpec spec;
  private final Network network;
  private final Regularization regularization;
  private final Workspace workspace;
  private final OptimizerState optimizer;
  private final Statistics statistics;
  private final List<Matrix> weights;
  private final Matrix[][] besideWeights;
  private final Matrix[][] gradientBesideWeights;
  private final DescentSums sums = new DescentSums();

  /** Room for the weights from before an update; made when it is first needed. */
  private List<Matrix> weightsBefore = List.of();

  /**
   * @param batchSize most samples in a mini-batch
   * @param trainingSamples n in the penalties (λ₂/2n)‖w‖² and (λ₁/n)Σ|w|
   */
  Descent(TrainingSpec spec, int batchSize, int trainingSamples) {
    NetworkSpec shape = spec.network();
    this.spec = spec;
    this.network = new Network(shape, spec.initialParameters());
    this.workspace = Workspace.of(shape, batchSize);
    this.regularization =
        new Regularization(spec, network.parameters(), workspace, trainingSamples);
    this.optimizer = new OptimizerState(spec.optimizer(), network, workspace.gradient());
    this.besideWeights = besideWeights(shape, network.parameters());
    this.gradientBesideWeights = besideWeights(shape, workspace.gradient());
    this.statistics = new Statistics(shape);
    this.weights = Tensors.weights(network);
  }

  private static Matrix[][] besideWeights(NetworkSpec shape, Parameters numbers) {
    Matrix[][] matrices = new Matrix[shape.depth()][];
    for (int l = 1; l <= matrices.length; l++) {
      matrices[l - 1] = numbers.trainedBesideWeights(shape, l).toArray(Matrix[]::new);
    }
    return matrices;
  }

  /** Whether the update is −η times the gradient, so that it can be measured as it is made. */
  private static boolean measuresInPassing(TrainingSpec spec) {
    return spec.optimizer().isPlainDescent()
        && Regularization.leavesGradients(spec)
        && spec.rule().isUnlimited();
  }

  /** Whether observed steps keep the weights from before their update. */
  static boolean keepsWeights(TrainingSpec spec) {
    return !measuresInPassing(spec);
  }

  /** Copies of the size of the parameters that are held: themselves, and what moves them. */
  static int copiesOfParameters(TrainingSpec spec) {
    return 2 + spec.optimizer().memories() + (keepsWeights(spec) ? 1 : 0);
  }

  /** The network as it is now. */
  Network network() {
    return network;
  }

  /** Where the mini-batch is to be put before a step. */
  Workspace workspace() {
    return workspace;
  }

  /** What the optimizer remembers. */
  OptimizerState optimizer() {
    return optimizer;
  }

  /** What the last observed step measured. */
  Statistics statistics() {
    return statistics;
  }

  /**
   * Loss and gradient of the mini-batch, with the masks of a step.
   *
   * @return the loss; if it is not finite there must be no update
   */
  double differentiate(long step) {
    workspace.drawMasks(spec.seed(), step);
    ForwardPass.run(network, workspace);
    double loss = Loss.of(network, spec.cost(), workspace);
    BackPropagation.run(network, spec.cost(), workspace);
    return loss;
  }

  /** The curvature of the mini-batch, with the masks of a step; the workspace is its own then. */
  CurvatureSearch curvature(long step) {
    workspace.drawMasks(spec.seed(), step);
    return new CurvatureSearch(
        network, spec.cost(), workspace, regularization.l2OverN(), spec.seed());
  }

  /** Moves the parameters against the gradient. */
  void update(double rate, long step) {
    regularization.changeGradient();
    optimizer.update(rate, step);
    regularization.limitWeights();
    workspace.updateMovingStatistics(network.parameters());
  }

  /** Measures what {@link #differentiate} left. */
  void observe() {
    statistics.measure(network, spec.cost(), workspace);
  }

  /** Keeps the weights as they are, until the next time. */
  void keepWeights() {
    if (weightsBefore.isEmpty()) {
      weightsBefore = weights.stream().map(Matrix::copy).toList();
      return;
    }
    for (int i = 0; i < weightsBefore.size(); i++) {
      weightsBefore.get(i).set(weights.get(i));
    }
  }

  /** The numbers of the last step, before whose update {@link #keepWeights} was asked for. */
  Tensors tensors() {
    boolean ofCost = Regularization.leavesGradients(spec);
    return new Tensors(
        workspace,
        weightsBefore,
        weights,
        ofCost ? Tensors.GradientState.OF_COST : Tensors.GradientState.CHANGED);
  }

  /** The numbers of the last step, which no update followed. */
  Tensors tensorsWithoutUpdate() {
    return Tensors.of(network, workspace);
  }

  /** {@link #observe} and {@link #update}, and how far the weights moved. */
  void observedUpdate(double rate, long step) {
    if (measuresInPassing(spec)) {
      observedDescent(rate);
      return;
    }
    observe();
    keepWeights();
    update(rate, step);
    for (int l = 1; l <= network.depth(); l++) {
      statistics.setUpdateNorm(l, network.weights(l).distance(weightsBefore.get(l - 1)));
    }
  }

  /** Plain descent measures the weights in the pass that moves them, by −η times the gradient. */
  private void observedDescent(double rate) {
    statistics.measureSignals(network, spec.cost(), workspace);
    for (int l = 1; l <= network.depth(); l++) {
      Matrix gradient = workspace.gradient().weights(l);
      Updates.descend(network.weights(l), gradient, rate, sums);
      statistics.measureWeights(
          l, workspace, sums.gradientNorm(), sums.gradientMeanAbs(), sums.weightNorm());
      statistics.setUpdateNorm(l, rate * sums.gradientNorm());
      for (int k = 0; k < besideWeights[l - 1].length; k++) {
        Updates.descend(besideWeights[l - 1][k], gradientBesideWeights[l - 1][k], rate);
      }
    }
    workspace.updateMovingStatistics(network.parameters());
  }
}
