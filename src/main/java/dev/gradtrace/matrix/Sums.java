package dev.gradtrace.matrix;

/**
 * Sums in one fixed order, so that every kernel gives the same bits: element i goes to lane i mod
 * 8, lanes are added as ((0+4)+(2+6))+((1+5)+(3+7)). Eight lanes are one AVX-512 or two AVX2
 * registers, and hide the latency of the additions in scalar code.
 */
final class Sums {

  /** Squares of smaller sums may have lost bits to underflow. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private static final double SAFE_MAXIMUM = 0x1p1000;

  private Sums() {}

  static double sum(double[] x, int from, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int end = from + n;
    int i = from;
    for (; i + 8 <= end; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    int rest = end - i;
    if (rest > 0) s0 += x[i];
    if (rest > 1) s1 += x[i + 1];
    if (rest > 2) s2 += x[i + 2];
    if (rest > 3) s3 += x[i + 3];
    if (rest > 4) s4 += x[i + 4];
    if (rest > 5) s5 += x[i + 5];
    if (rest > 6) s6 += x[i + 6];
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double sumAbs(double[] x, int from, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int end = from + n;
    int i = from;
    for (; i + 8 <= end; i += 8) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
      s4 += Math.abs(x[i + 4]);
      s5 += Math.abs(x[i + 5]);
      s6 += Math.abs(x[i + 6]);
      s7 += Math.abs(x[i + 7]);
    }
    int rest = end - i;
    if (rest > 0) s0 += Math.abs(x[i]);
    if (rest > 1) s1 += Math.abs(x[i + 1]);
    if (rest > 2) s2 += Math.abs(x[i + 2]);
    if (rest > 3) s3 += Math.abs(x[i + 3]);
    if (rest > 4) s4 += Math.abs(x[i + 4]);
    if (rest > 5) s5 += Math.abs(x[i + 5]);
    if (rest > 6) s6 += Math.abs(x[i + 6]);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** Σ x·y, fused; with y = x the sum of squares. */
  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      int p = xFrom + i;
      int q = yFrom + i;
      s0 = Math.fma(x[p], y[q], s0);
      s1 = Math.fma(x[p + 1], y[q + 1], s1);
      s2 = Math.fma(x[p + 2], y[q + 2], s2);
      s3 = Math.fma(x[p + 3], y[q + 3], s3);
      s4 = Math.fma(x[p + 4], y[q + 4], s4);
      s5 = Math.fma(x[p + 5], y[q + 5], s5);
      s6 = Math.fma(x[p + 6], y[q + 6], s6);
      s7 = Math.fma(x[p + 7], y[q + 7], s7);
    }
    int rest = n - i;
    int p = xFrom + i;
    int q = yFrom + i;
    if (rest > 0) s0 = Math.fma(x[p], y[q], s0);
    if (rest > 1) s1 = Math.fma(x[p + 1], y[q + 1], s1);
    if (rest > 2) s2 = Math.fma(x[p + 2], y[q + 2], s2);
    if (rest > 3) s3 = Math.fma(x[p + 3], y[q + 3], s3);
    if (rest > 4) s4 = Math.fma(x[p + 4], y[q + 4], s4);
    if (rest > 5) s5 = Math.fma(x[p + 5], y[q + 5], s5);
    if (rest > 6) s6 = Math.fma(x[p + 6], y[q + 6], s6);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double dot(double[] x, double[] y, int n) {
    return dot(x, 0, y, 0, n);
  }

  /** √Σx²; rescales by a power of two when the plain sum of squares leaves the safe range. */
  static double norm(double[] x, int from, int n) {
    double squares = dot(x, from, x, from, n);
    if (squares >= SAFE_MINIMUM && squares <= SAFE_MAXIMUM || Double.isNaN(squares)) {
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

  static double sumOfSquaresAround(double center, double[] x, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      s0 = addSquare(x[i] - center, s0);
      s1 = addSquare(x[i + 1] - center, s1);
      s2 = addSquare(x[i + 2] - center, s2);
      s3 = addSquare(x[i + 3] - center, s3);
      s4 = addSquare(x[i + 4] - center, s4);
      s5 = addSquare(x[i + 5] - center, s5);
      s6 = addSquare(x[i + 6] - center, s6);
      s7 = addSquare(x[i + 7] - center, s7);
    }
    int rest = n - i;
    if (rest > 0) s0 = addSquare(x[i] - center, s0);
    if (rest > 1) s1 = addSquare(x[i + 1] - center, s1);
    if (rest > 2) s2 = addSquare(x[i + 2] - center, s2);
    if (rest > 3) s3 = addSquare(x[i + 3] - center, s3);
    if (rest > 4) s4 = addSquare(x[i + 4] - center, s4);
    if (rest > 5) s5 = addSquare(x[i + 5] - center, s5);
    if (rest > 6) s6 = addSquare(x[i + 6] - center, s6);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double squaredDistance(double[] x, double[] y, int n) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = 0;
    for (; i + 8 <= n; i += 8) {
      s0 = addSquare(x[i] - y[i], s0);
      s1 = addSquare(x[i + 1] - y[i + 1], s1);
      s2 = addSquare(x[i + 2] - y[i + 2], s2);
      s3 = addSquare(x[i + 3] - y[i + 3], s3);
      s4 = addSquare(x[i + 4] - y[i + 4], s4);
      s5 = addSquare(x[i + 5] - y[i + 5], s5);
      s6 = addSquare(x[i + 6] - y[i + 6], s6);
      s7 = addSquare(x[i + 7] - y[i + 7], s7);
    }
    int rest = n - i;
    if (rest > 0) s0 = addSquare(x[i] - y[i], s0);
    if (rest > 1) s1 = addSquare(x[i + 1] - y[i + 1], s1);
    if (rest > 2) s2 = addSquare(x[i + 2] - y[i + 2], s2);
    if (rest > 3) s3 = addSquare(x[i + 3] - y[i + 3], s3);
    if (rest > 4) s4 = addSquare(x[i + 4] - y[i + 4], s4);
    if (rest > 5) s5 = addSquare(x[i + 5] - y[i + 5], s5);
    if (rest > 6) s6 = addSquare(x[i + 6] - y[i + 6], s6);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static double addSquare(double x, double sum) {
    return Math.fma(x, x, sum);
  }
}
