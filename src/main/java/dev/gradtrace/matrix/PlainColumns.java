package dev.gradtrace.matrix;

import java.util.Arrays;

/** Operations on the columns of a matrix in plain Java. */
final class PlainColumns {

  /** Number of rows below which the columns are passed row by row: fewer, longer loops. */
  private static final int FEW = 8;

  private PlainColumns() {}

  static void add(double[] vector, double[] x, int n, int columns) {
    if (n < FEW) {
      addToFew(vector, x, n, n * columns);
      return;
    }
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        x[at + i] += vector[i];
      }
    }
  }

  private static void addToFew(double[] vector, double[] x, int n, int end) {
    for (int i = 0; i < n; i++) {
      double share = vector[i];
      for (int at = i; at < end; at += n) {
        x[at] += share;
      }
    }
  }

  static void sum(double[] x, double[] sums, int n, int columns) {
    if (n < FEW) {
      sumFew(x, sums, n, n * columns);
      return;
    }
    System.arraycopy(x, 0, sums, 0, n);
    for (int j = 1; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        sums[i] += x[at + i];
      }
    }
  }

  private static void sumFew(double[] x, double[] sums, int n, int end) {
    for (int i = 0; i < n; i++) {
      double sum = x[i];
      for (int at = i + n; at < end; at += n) {
        sum += x[at];
      }
      sums[i] = sum;
    }
  }

  static void weightedSum(double[] factors, double[] x, int n, int columns, double[] sums) {
    if (n < FEW) {
      weightedSumOfFew(factors, x, n, columns, sums);
      return;
    }
    Arrays.fill(sums, 0, n, 0);
    for (int j = 0; j < columns; j++) {
      addScaled(factors[j], x, j * n, sums, n);
    }
  }

  private static void weightedSumOfFew(
      double[] factors, double[] x, int n, int columns, double[] sums) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      int at = i;
      for (int j = 0; j < columns; j++) {
        sum = Math.fma(factors[j], x[at], sum);
        at += n;
      }
      sums[i] = sum;
    }
  }

  private static void addScaled(double factor, double[] x, int at, double[] sums, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = Math.fma(factor, x[at + i], sums[i]);
    }
  }

  static void sumSquares(double[] x, int n, int columns, double[] sums) {
    Arrays.fill(sums, 0, n, 0);
    addSquares(x, n, 0, columns, sums, 0);
  }

  static void sumMagnitudes(double[] x, int n, int columns, double[] sums) {
    Arrays.fill(sums, 0, n, 0);
    addMagnitudes(x, n, 0, columns, sums, 0);
  }

  /** Adds Σ x² over some columns of every row to a sum each, from {@code at} on. */
  static void addSquares(double[] x, int n, int from, int to, double[] sums, int at) {
    int whole = n & -FEW;
    for (int i = 0; i < whole; i += FEW) {
      addSquaresOfEight(x, n, from, to, i, sums, at + i);
    }
    for (int i = whole; i < n; i++) {
      double sum = sums[at + i];
      for (int p = from * n + i; p < to * n; p += n) {
        sum = PlainSums.addSquare(x[p], sum);
      }
      sums[at + i] = sum;
    }
  }

  private static void addSquaresOfEight(
      double[] x, int n, int from, int to, int row, double[] sums, int at) {
    double s0 = sums[at];
    double s1 = sums[at + 1];
    double s2 = sums[at + 2];
    double s3 = sums[at + 3];
    double s4 = sums[at + 4];
    double s5 = sums[at + 5];
    double s6 = sums[at + 6];
    double s7 = sums[at + 7];
    for (int p = from * n + row; p < to * n; p += n) {
      s0 = PlainSums.addSquare(x[p], s0);
      s1 = PlainSums.addSquare(x[p + 1], s1);
      s2 = PlainSums.addSquare(x[p + 2], s2);
      s3 = PlainSums.addSquare(x[p + 3], s3);
      s4 = PlainSums.addSquare(x[p + 4], s4);
      s5 = PlainSums.addSquare(x[p + 5], s5);
      s6 = PlainSums.addSquare(x[p + 6], s6);
      s7 = PlainSums.addSquare(x[p + 7], s7);
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
    sums[at + 4] = s4;
    sums[at + 5] = s5;
    sums[at + 6] = s6;
    sums[at + 7] = s7;
  }

  /** Adds Σ |x| over some columns of every row to a sum each, from {@code at} on. */
  static void addMagnitudes(double[] x, int n, int from, int to, double[] sums, int at) {
    int whole = n & -FEW;
    for (int i = 0; i < whole; i += FEW) {
      addMagnitudesOfEight(x, n, from, to, i, sums, at + i);
    }
    for (int i = whole; i < n; i++) {
      double sum = sums[at + i];
      for (int p = from * n + i; p < to * n; p += n) {
        sum += Math.abs(x[p]);
      }
      sums[at + i] = sum;
    }
  }

  private static void addMagnitudesOfEight(
      double[] x, int n, int from, int to, int row, double[] sums, int at) {
    double s0 = sums[at];
    double s1 = sums[at + 1];
    double s2 = sums[at + 2];
    double s3 = sums[at + 3];
    double s4 = sums[at + 4];
    double s5 = sums[at + 5];
    double s6 = sums[at + 6];
    double s7 = sums[at + 7];
    for (int p = from * n + row; p < to * n; p += n) {
      s0 += Math.abs(x[p]);
      s1 += Math.abs(x[p + 1]);
      s2 += Math.abs(x[p + 2]);
      s3 += Math.abs(x[p + 3]);
      s4 += Math.abs(x[p + 4]);
      s5 += Math.abs(x[p + 5]);
      s6 += Math.abs(x[p + 6]);
      s7 += Math.abs(x[p + 7]);
    }
    sums[at] = s0;
    sums[at + 1] = s1;
    sums[at + 2] = s2;
    sums[at + 3] = s3;
    sums[at + 4] = s4;
    sums[at + 5] = s5;
    sums[at + 6] = s6;
    sums[at + 7] = s7;
  }

  static void standardizeRows(
      double[] x, double[] mean, double[] inverse, double[] standardized, int n, int columns) {
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        standardized[at + i] = (x[at + i] - mean[i]) * inverse[i];
      }
    }
  }

  static void scaleAndShiftRows(
      double[] x, double[] gamma, double[] beta, double[] result, int n, int columns) {
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        result[at + i] = Math.fma(gamma[i], x[at + i], beta[i]);
      }
    }
  }

  static void squaredDistances(double[] x, double[] mean, double[] squares, int n, int columns) {
    Arrays.fill(squares, 0, n, 0);
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        double d = x[at + i] - mean[i];
        squares[i] = Math.fma(d, d, squares[i]);
      }
    }
  }

  static void sumProducts(
      double[] g, double[] x, double[] sums, double[] products, int n, int columns) {
    Arrays.fill(sums, 0, n, 0);
    Arrays.fill(products, 0, n, 0);
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        sums[i] += g[at + i];
        products[i] = Math.fma(g[at + i], x[at + i], products[i]);
      }
    }
  }

  static void pullBackRows(
      double[] g,
      double[] standardized,
      double[] gamma,
      double[] inverse,
      double[] means,
      double[] products,
      double[] result,
      int n,
      int columns) {
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        double centred = g[at + i] - means[i];
        double across = Math.fma(-standardized[at + i], products[i], centred);
        result[at + i] = inverse[i] * across * gamma[i];
      }
    }
  }

  static boolean inverseRoots(
      double[] x, double[] result, int from, int to, double least, double most) {
    boolean within = true;
    for (int i = from; i < to; i++) {
      result[i] = 1 / Math.sqrt(x[i]);
      within &= x[i] > least && x[i] < most;
    }
    return within;
  }

  static void squares(double[] x, int n, int columns, double[] squares) {
    for (int j = 0; j < columns; j++) {
      squares[j] = n < FEW ? squaresOfFew(x, j * n, n) : squares(x, j * n, n);
    }
  }

  private static double squaresOfFew(double[] x, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum = Math.fma(x[i], x[i], sum);
    }
    return sum;
  }

  private static double squares(double[] x, int from, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int to = from + (n & -8);
    for (int i = from; i < to; i += 8) {
      s0 = Math.fma(x[i], x[i], s0);
      s1 = Math.fma(x[i + 1], x[i + 1], s1);
      s2 = Math.fma(x[i + 2], x[i + 2], s2);
      s3 = Math.fma(x[i + 3], x[i + 3], s3);
      s4 = Math.fma(x[i + 4], x[i + 4], s4);
      s5 = Math.fma(x[i + 5], x[i + 5], s5);
      s6 = Math.fma(x[i + 6], x[i + 6], s6);
      s7 = Math.fma(x[i + 7], x[i + 7], s7);
    }
    int end = from + n;
    int left = end - to;
    s1 = left > 6 ? PlainSums.addSquare(x[end - 7], s1) : s1;
    s2 = left > 5 ? PlainSums.addSquare(x[end - 6], s2) : s2;
    s3 = left > 4 ? PlainSums.addSquare(x[end - 5], s3) : s3;
    s4 = left > 3 ? PlainSums.addSquare(x[end - 4], s4) : s4;
    s5 = left > 2 ? PlainSums.addSquare(x[end - 3], s5) : s5;
    s6 = left > 1 ? PlainSums.addSquare(x[end - 2], s6) : s6;
    s7 = left > 0 ? PlainSums.addSquare(x[end - 1], s7) : s7;
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }
}
