package dev.gradtrace.training;

import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Updates;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes of the gradient between back-propagation and update, and of the weights after it.
 * Allocates nothing.
 */
final class Regularization {

  private final Parameters parameters;
  private final Parameters gradient;
  private final double l2OverN;
  private final double l1OverN;
  private final UpdateRule rule;
  private final Matrix[] trained;
  private final Matrix[][] shortenedTogether;
  private final double[] largest;
  private final double[] squares;

  /**
   * @param samples n in the penalties (λ₂/2n)‖w‖² and (λ₁/n)Σ|w|
   */
  Regularization(TrainingSpec spec, Parameters parameters, Workspace workspace, int samples) {
    NetworkSpec shape = spec.network();
    this.parameters = parameters;
    this.gradient = workspace.gradient();
    this.l2OverN = spec.l2() / samples;
    this.l1OverN = spec.l1() / samples;
    this.rule = spec.rule();
    this.trained = gradient.trained(shape).toArray(Matrix[]::new);
    this.shortenedTogether =
        rule.clipping().scope() == Clipping.Scope.LAYER
            ? layers(shape, gradient)
            : new Matrix[][] {trained};
    int widest = IntStream.rangeClosed(1, shape.depth()).map(shape::width).max().orElse(0);
    int rows = rule.maxNorm() == null ? 0 : widest;
    this.largest = new double[rows];
    this.squares = new double[rows];
  }

  private static Matrix[][] layers(NetworkSpec shape, Parameters gradient) {
    List<Matrix[]> layers = new ArrayList<>();
    for (int l = 1; l <= shape.depth(); l++) {
      layers.add(
          Stream.concat(
                  Stream.of(gradient.weights(l)), gradient.trainedBesideWeights(shape, l).stream())
              .toArray(Matrix[]::new));
    }
    return layers.toArray(Matrix[][]::new);
  }

  /** Whether the gradient stays that of the cost. */
  static boolean leavesGradients(TrainingSpec spec) {
    return spec.l2() == 0 && spec.l1() == 0 && spec.rule().clipping().isNone();
  }

  /** λ₂/n. */
  double l2OverN() {
    return l2OverN;
  }

  /** Adds the gradients of the penalties, then clips. */
  void changeGradient() {
    if (l2OverN > 0) {
      penalize(gradient, parameters, l2OverN);
    }
    for (int l = 1; l <= gradient.depth() && l1OverN > 0; l++) {
      Updates.addSigns(gradient.weights(l), parameters.weights(l), l1OverN);
    }
    Double most = rule.clipping().value();
    if (most != null) {
      for (Matrix part : trained) {
        Updates.clip(part, most);
      }
    }
    Double norm = rule.clipping().norm();
    if (norm != null) {
      for (Matrix[] parts : shortenedTogether) {
        clip(parts, norm);
      }
    }
  }

  /** Scales the incoming weights of every unit down to the largest norm (Srebro et al. 2005). */
  void limitWeights() {
    Double most = rule.maxNorm();
    for (int l = 1; most != null && l <= parameters.depth(); l++) {
      Updates.limitRows(parameters.weights(l), most, largest, squares);
    }
  }

  /** Adds the gradient of the penalty (λ/2n)‖w‖²: (λ/n)·w for weights, nothing for biases. */
  static void penalize(Parameters gradient, Parameters parameters, double lambdaOverN) {
    for (int l = 1; l <= gradient.depth(); l++) {
      gradient.weights(l).add(lambdaOverN, parameters.weights(l));
    }
  }

  /** Scales a gradient down to the given norm if it is larger (Pascanu et al. 2013). */
  static void clip(Matrix[] gradient, double maxNorm) {
    double norm = 0;
    for (Matrix part : gradient) {
      norm = StrictMath.hypot(norm, part.norm());
    }
    if (norm > maxNorm) {
      double factor = maxNorm / norm;
      for (Matrix part : gradient) {
        part.scale(factor);
      }
    }
  }
}
