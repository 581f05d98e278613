package dev.gradtrace.matrix;

/** Euclidean norms that do not overflow or underflow unless the result does. */
final class Norm {

  /** Sums of squares below may have lost bits to underflow. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private static final double SAFE_MAXIMUM = 0x1p1000;

  private Norm() {}

  /** Whether the norm is the root of a sum of squares. */
  static boolean isSafe(double squares) {
    return squares >= SAFE_MINIMUM && squares <= SAFE_MAXIMUM || Double.isNaN(squares);
  }

  static double of(double[] x, int from, int n) {
    return of(Sums.dot(x, from, x, from, n), x, from, n);
  }

  /** The norm, given the plain sum of squares. */
  static double of(double squares, double[] x, int from, int n) {
    if (isSafe(squares)) {
      return Math.sqrt(squares);
    }
    double max = 0;
    for (int i = from; i < from + n; i++) {
      max = Math.max(max, Math.abs(x[i]));
    }
    if (max == 0 || Double.isInfinite(max)) {
      return max;
    }
    int exponent = Math.getExponent(max);
    double scaled = 0;
    for (int i = from; i < from + n; i++) {
      double value = Math.scalb(x[i], -exponent);
      scaled = Math.fma(value, value, scaled);
    }
    return Math.scalb(Math.sqrt(scaled), exponent);
  }
}
