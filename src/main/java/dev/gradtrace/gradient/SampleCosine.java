package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;

/**
 * The mean cosine between the activations of two different samples of a batch: (‖Σⱼ aⱼ/‖aⱼ‖‖² −
 * m)/(m(m−1)) over the m samples whose a is not 0.
 */
final class SampleCosine {

  /** Squares outside [1/SAFE, SAFE] are recomputed with scaling. */
  private static final double SAFE = 0x1p900;

  private double[] factors = new double[0];

  /**
   * Measures a layer; allocates nothing once it has seen the largest batch.
   *
   * @param a activations, n×m
   * @param squares ‖aⱼ‖² of each sample
   * @param sum buffer of n×1
   * @return the mean cosine; NaN for fewer than two samples that are not 0
   */
  double of(Matrix a, double[] squares, Matrix sum) {
    int samples = a.columns();
    if (factors.length < samples) {
      factors = new double[samples];
    }
    boolean safe = Pointwise.inverseRoots(squares, factors, samples, 1 / SAFE, SAFE);
    int m = safe ? samples : invertNorms(a, squares);
    sum.setWeightedSum(a, factors);
    return m < 2 ? Double.NaN : (sum.dot(sum) - m) / (m * (m - 1.0));
  }

  /** The factors one by one; returns how many are not 0. */
  private int invertNorms(Matrix a, double[] squares) {
    int m = 0;
    for (int j = 0; j < a.columns(); j++) {
      double square = squares[j];
      double norm = square > 1 / SAFE && square < SAFE ? Math.sqrt(square) : a.columnNorm(j);
      factors[j] = norm == 0 ? 0 : 1 / norm;
      m += norm == 0 ? 0 : 1;
    }
    return m;
  }
}
