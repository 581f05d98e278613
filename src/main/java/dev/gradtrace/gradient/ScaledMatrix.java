package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * A matrix times a power of two: a gradient after a thousand layers can be far below the range of
 * doubles.
 *
 * @param matrix entries without the factor
 * @param exponent k of the factor 2ᵏ
 */
public record ScaledMatrix(Matrix matrix, int exponent) {

  /** ‖this‖_F/‖other‖_F; NaN if the other is zero. */
  public double normRatio(ScaledMatrix other) {
    double norm = other.matrix.norm();
    return norm == 0
        ? Double.NaN
        : Math.scalb(matrix.norm() / norm, Math.subtractExact(exponent, other.exponent));
  }

  /** The cosine of the angle between the two as vectors, in [−1, 1]; NaN if either is zero. */
  public double cosine(ScaledMatrix other) {
    double norms = matrix.norm() * other.matrix.norm();
    return norms == 0 ? Double.NaN : Math.max(-1, Math.min(1, matrix.dot(other.matrix) / norms));
  }

  /** The norm of column {@code j}; 0 where it underflows. */
  public double columnNorm(int j) {
    return Math.scalb(matrix.columnNorm(j), exponent);
  }
}
