package dev.gradtrace.matrix;

/**
 * The sums of {@link Kernel} in plain Java: eight lanes at a time, as many as fit into registers
 * without spilling, in two loops over alternate blocks of eight, so that each loop reads different
 * cache lines.
 */
final class PlainSums {

  private PlainSums() {}

  static double sum(double[] x, int from, int n) {
    int whole = n & -Kernel.LANES;
    double rest = 0;
    for (int i = whole; i < n; i++) {
      int p = from + i;
      rest += x[p];
    }
    return whole == 0 ? rest : (sumHalf(x, from, whole, 0) + sumHalf(x, from, whole, 8)) + rest;
  }

  private static double sumHalf(double[] x, int from, int n, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
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
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double sumAbs(double[] x, int from, int n) {
    int whole = n & -Kernel.LANES;
    double rest = 0;
    for (int i = whole; i < n; i++) {
      int p = from + i;
      rest += Math.abs(x[p]);
    }
    return whole == 0
        ? rest
        : (sumAbsHalf(x, from, whole, 0) + sumAbsHalf(x, from, whole, 8)) + rest;
  }

  private static double sumAbsHalf(double[] x, int from, int n, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
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
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    int whole = n & -Kernel.LANES;
    double rest = 0;
    for (int i = whole; i < n; i++) {
      int p = xFrom + i;
      int q = yFrom + i;
      rest = Math.fma(x[p], y[q], rest);
    }
    return whole == 0
        ? rest
        : (dotHalf(x, xFrom, y, yFrom, whole, 0) + dotHalf(x, xFrom, y, yFrom, whole, 8)) + rest;
  }

  private static double dotHalf(double[] x, int xFrom, double[] y, int yFrom, int n, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
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
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double squaredDistance(double[] x, double[] y, int from, int n) {
    int whole = n & -Kernel.LANES;
    double rest = 0;
    for (int i = whole; i < n; i++) {
      int p = from + i;
      rest = addSquare(x[p] - y[p], rest);
    }
    return whole == 0
        ? rest
        : (squaredDistanceHalf(x, y, from, whole, 0) + squaredDistanceHalf(x, y, from, whole, 8))
            + rest;
  }

  private static double squaredDistanceHalf(double[] x, double[] y, int from, int n, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
      int p = from + i;
      s0 = addSquare(x[p] - y[p], s0);
      s1 = addSquare(x[p + 1] - y[p + 1], s1);
      s2 = addSquare(x[p + 2] - y[p + 2], s2);
      s3 = addSquare(x[p + 3] - y[p + 3], s3);
      s4 = addSquare(x[p + 4] - y[p + 4], s4);
      s5 = addSquare(x[p + 5] - y[p + 5], s5);
      s6 = addSquare(x[p + 6] - y[p + 6], s6);
      s7 = addSquare(x[p + 7] - y[p + 7], s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  static double addSquare(double x, double sum) {
    return Math.fma(x, x, sum);
  }

  /** The sum of eight lanes from {@code at}, added pairwise. */
  static double tree(double[] s, int at) {
    return ((s[at] + s[at + 4]) + (s[at + 2] + s[at + 6]))
        + ((s[at + 1] + s[at + 5]) + (s[at + 3] + s[at + 7]));
  }
}
