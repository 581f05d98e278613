package dev.gradtrace.training;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Parameters;

/** What is done to a gradient between back-propagation and the update. */
final class Regularization {

  private Regularization() {}

  /** Adds the gradient of the penalty (λ/2n)‖w‖²: (λ/n)·w for weights, nothing for biases. */
  static void penalize(Parameters gradient, Parameters parameters, double lambdaOverN) {
    for (int l = 1; l <= gradient.depth(); l++) {
      gradient.weights(l).add(lambdaOverN, parameters.weights(l));
    }
  }

  /** Shortens the whole gradient to the given norm where it is longer (Pascanu et al. 2013). */
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
