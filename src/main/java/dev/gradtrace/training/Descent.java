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
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * One step of gradient descent on the mini-batch in its workspace: forward pass, back-propagation,
 * optional measurement, update. Buffers are reused; a step allocates nothing.
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
  private final boolean isPlainDescent;
  private final DescentSums[] sums;
  private final IntConsumer differentiation = this::differentiate;
  private final IntConsumer descent = this::descend;
  private final IntConsumer measuredDescent = this::descendMeasured;
  private final IntConsumer measuredDescentAlong = this::descendMeasuredAlong;

  /** η of the current step. */
  private double rate;

  /** The weights before the update; allocated when first needed. */
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
    this.isPlainDescent = isPlainDescent(spec);
    this.sums = Stream.generate(DescentSums::new).limit(shape.depth()).toArray(DescentSums[]::new);
    this.weights = Tensors.weights(network);
  }

  private static Matrix[][] besideWeights(NetworkSpec shape, Parameters numbers) {
    Matrix[][] matrices = new Matrix[shape.depth()][];
    for (int l = 1; l <= matrices.length; l++) {
      matrices[l - 1] = numbers.trainedBesideWeights(shape, l).toArray(Matrix[]::new);
    }
    return matrices;
  }

  /**
   * Whether the update is exactly −η times the gradient, so that a layer can take it as soon as δ
   * has passed it, and its weights be measured in the same pass.
   */
  private static boolean isPlainDescent(TrainingSpec spec) {
    return spec.optimizer().isPlainDescent()
        && Regularization.leavesGradients(spec)
        && spec.rule().isUnlimited();
  }

  /** Whether observed steps keep a copy of the weights before their update. */
  static boolean keepsWeights(TrainingSpec spec) {
    return !isPlainDescent(spec);
  }

  /**
   * Number of matrices of the size of the parameters: parameters, gradient, optimizer state, and a
   * copy if kept.
   */
  static int copiesOfParameters(TrainingSpec spec) {
    return 2 + spec.optimizer().memories() + (keepsWeights(spec) ? 1 : 0);
  }

  /** The current network. */
  Network network() {
    return network;
  }

  /** The buffers to put a mini-batch into before a step. */
  Workspace workspace() {
    return workspace;
  }

  /** The state of the optimizer. */
  OptimizerState optimizer() {
    return optimizer;
  }

  /** The statistics of the last observed step. */
  Statistics statistics() {
    return statistics;
  }

  /**
   * Computes the loss of the mini-batch, with the dropout masks of a step.
   *
   * @return the loss; if it is not finite, no update may follow
   */
  double forward(long step) {
    workspace.drawMasks(spec.seed(), step);
    ForwardPass.run(network, workspace);
    return Loss.of(network, spec.cost(), workspace);
  }

  /**
   * Starts the measurement of the curvature on the mini-batch, with the dropout masks of a step;
   * uses the workspace until it ends.
   */
  CurvatureSearch curvature(long step) {
    workspace.drawMasks(spec.seed(), step);
    return new CurvatureSearch(
        network, spec.cost(), workspace, regularization.l2OverN(), spec.seed());
  }

  /**
   * Back-propagation and update, after {@link #forward}.
   *
   * @param keepsGradient whether somebody reads the gradient afterwards
   */
  void update(double rate, long step, boolean keepsGradient) {
    if (keepsGradient || !isPlainDescent) {
      BackPropagation.run(network, spec.cost(), workspace, differentiation);
      change(rate, step);
      return;
    }
    this.rate = rate;
    BackPropagation.run(network, spec.cost(), workspace, descent);
    for (int l = 1; l <= network.depth(); l++) {
      descendBesideWeights(l);
    }
    workspace.updateMovingStatistics(network.parameters());
  }

  /** Applies penalties, clipping, the optimizer and the limit on weights. */
  private void change(double rate, long step) {
    regularization.changeGradient();
    optimizer.update(rate, step);
    regularization.limitWeights();
    workspace.updateMovingStatistics(network.parameters());
  }

  /** Back-propagation and measurement, after {@link #forward}. */
  void observe() {
    BackPropagation.run(network, spec.cost(), workspace, differentiation);
    statistics.measure(network, spec.cost(), workspace);
  }

  /** Copies the current weights. */
  void keepWeights() {
    if (weightsBefore.isEmpty()) {
      weightsBefore = weights.stream().map(Matrix::copy).toList();
      return;
    }
    for (int i = 0; i < weightsBefore.size(); i++) {
      weightsBefore.get(i).set(weights.get(i));
    }
  }

  /** The tensors of the last step, if {@link #keepWeights} was called before its update. */
  Tensors tensors() {
    boolean ofCost = Regularization.leavesGradients(spec);
    return new Tensors(
        workspace,
        weightsBefore,
        weights,
        ofCost ? Tensors.GradientState.OF_COST : Tensors.GradientState.CHANGED);
  }

  /** The tensors of the last step if no update followed. */
  Tensors tensorsWithoutUpdate() {
    return Tensors.of(network, workspace);
  }

  /**
   * {@link #observe} and update, with the size of the update.
   *
   * @param keepsGradient whether somebody reads the gradient afterwards
   */
  void observedUpdate(double rate, long step, boolean keepsGradient) {
    if (isPlainDescent) {
      observedDescent(rate, keepsGradient ? measuredDescent : measuredDescentAlong);
      return;
    }
    observe();
    keepWeights();
    change(rate, step);
    for (int l = 1; l <= network.depth(); l++) {
      statistics.setUpdateNorm(l, network.weights(l).distance(weightsBefore.get(l - 1)));
    }
  }

  private void observedDescent(double rate, IntConsumer descent) {
    this.rate = rate;
    BackPropagation.run(network, spec.cost(), workspace, descent);
    statistics.measureSignals(network, spec.cost(), workspace);
    for (int l = 1; l <= network.depth(); l++) {
      DescentSums sum = sums[l - 1];
      statistics.measureWeights(
          l, workspace, sum.gradientNorm(), sum.gradientMeanAbs(), sum.weightNorm());
      statistics.setUpdateNorm(l, rate * sum.gradientNorm());
      descendBesideWeights(l);
    }
    workspace.updateMovingStatistics(network.parameters());
  }

  private void differentiate(int l) {
    BackPropagation.differentiate(l, workspace);
  }

  private void descend(int l) {
    BackPropagation.descend(l, network, workspace, rate);
  }

  private void descendMeasured(int l) {
    BackPropagation.differentiate(l, workspace);
    Updates.descend(network.weights(l), workspace.gradient().weights(l), rate, sums[l - 1]);
  }

  private void descendMeasuredAlong(int l) {
    BackPropagation.descend(l, network, workspace, rate, sums[l - 1]);
  }

  private void descendBesideWeights(int l) {
    for (int k = 0; k < besideWeights[l - 1].length; k++) {
      Updates.descend(besideWeights[l - 1][k], gradientBesideWeights[l - 1][k], rate);
    }
  }
}
