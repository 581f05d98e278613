package dev.gradtrace.matrix;

/**
 * The sums of {@link Kernel} in plain Java: eight lanes at a time, as many as registers hold
 * without spilling, in two runs over alternate blocks of eight, so that every cache line is still
 * read once.
 */
final class PlainSums {

  private PlainSums() {}

  static double sum(double[] x, int from, int n) {
    return sumHalf(x, from, n, 0) + sumHalf(x, from, n, 8);
  }

  private static double sumHalf(double[] x, int from, int n, int start) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = start;
    for (; i < n - 7; i += 16) {
      int p = from + i;
      s0 += x[p];
      s1 += x[p + 1];
      s2 += x[p + 2];
      s3 += x[p + 3];
      s4 += x[p + 4];
      s5 += x[p + 5];
      s6 += x[p + 6];
      s7 += x[p + 7];
    }
    int rest = n - i;
    int p = from + i;
    if (rest > 0) s0 += x[p];
    if (rest > 1) s1 += x[p + 1];
    if (rest > 2) s2 += x[p + 2];
    if (rest > 3) s3 += x[p + 3];
    if (rest > 4) s4 += x[p + 4];
    if (rest > 5) s5 += x[p + 5];
    if (rest > 6) s6 += x[p + 6];
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double sumAbs(double[] x, int from, int n) {
    return sumAbsHalf(x, from, n, 0) + sumAbsHalf(x, from, n, 8);
  }

  private static double sumAbsHalf(double[] x, int from, int n, int start) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = start;
    for (; i < n - 7; i += 16) {
      int p = from + i;
      s0 += Math.abs(x[p]);
      s1 += Math.abs(x[p + 1]);
      s2 += Math.abs(x[p + 2]);
      s3 += Math.abs(x[p + 3]);
      s4 += Math.abs(x[p + 4]);
      s5 += Math.abs(x[p + 5]);
      s6 += Math.abs(x[p + 6]);
      s7 += Math.abs(x[p + 7]);
    }
    int rest = n - i;
    int p = from + i;
    if (rest > 0) s0 += Math.abs(x[p]);
    if (rest > 1) s1 += Math.abs(x[p + 1]);
    if (rest > 2) s2 += Math.abs(x[p + 2]);
    if (rest > 3) s3 += Math.abs(x[p + 3]);
    if (rest > 4) s4 += Math.abs(x[p + 4]);
    if (rest > 5) s5 += Math.abs(x[p + 5]);
    if (rest > 6) s6 += Math.abs(x[p + 6]);
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    return dotHalf(x, xFrom, y, yFrom, n, 0) + dotHalf(x, xFrom, y, yFrom, n, 8);
  }

  private static double dotHalf(double[] x, int xFrom, double[] y, int yFrom, int n, int start) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = start;
    for (; i < n - 7; i += 16) {
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

  static double sumOfSquaresAround(double center, double[] x, int n) {
    return sumOfSquaresAroundHalf(center, x, n, 0) + sumOfSquaresAroundHalf(center, x, n, 8);
  }

  private static double sumOfSquaresAroundHalf(double center, double[] x, int n, int start) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = start;
    for (; i < n - 7; i += 16) {
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
    return squaredDistanceHalf(x, y, n, 0) + squaredDistanceHalf(x, y, n, 8);
  }

  private static double squaredDistanceHalf(double[] x, double[] y, int n, int start) {
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    int i = start;
    for (; i < n - 7; i += 16) {
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
