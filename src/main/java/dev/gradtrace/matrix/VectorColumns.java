package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Operations on the columns of a matrix on the Vector API, a register of rows at a time. */
final class VectorColumns {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final int WIDTH = SPECIES.length();

  private static final VectorSpecies<Double> OCTET = VectorDescent.OCTET;

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[32]);

  private static final DoubleVector INDEX = DoubleVector.zero(OCTET).addIndex(1);

  private VectorColumns() {}

  /**
   * @param n at least the length of a register
   */
  static void sum(double[] x, double[] sums, int n, int columns) {
    for (int row = 0; row < n; row += WIDTH) {
      int first = Math.min(row, n - WIDTH);
      DoubleVector sum = DoubleVector.fromArray(SPECIES, x, first);
      int at = first + n;
      for (int j = 1; j < columns; j++, at += n) {
        sum = DoubleVector.fromArray(SPECIES, x, at).add(sum);
      }
      sum.intoArray(sums, first);
    }
  }

  /**
   * @param n at least the length of a register
   */
  static void add(double[] vector, double[] x, int n, int columns) {
    int whole = n - n % WIDTH;
    for (int row = 0; row < whole; row += WIDTH) {
      DoubleVector share = DoubleVector.fromArray(SPECIES, vector, row);
      int at = row;
      for (int j = 0; j < columns; j++, at += n) {
        DoubleVector.fromArray(SPECIES, x, at).add(share).intoArray(x, at);
      }
    }
    for (int row = whole; row < n; row++) {
      double share = vector[row];
      int at = row;
      for (int j = 0; j < columns; j++, at += n) {
        x[at] += share;
      }
    }
  }

  /**
   * Four columns at a time, so that the chains of one hide the latency of another's.
   *
   * @param n at least eight
   */
  static void squares(double[] x, int n, int columns, double[] squares) {
    double[] lanes = LANES.get();
    int whole = n & -8;
    DoubleVector zero = DoubleVector.zero(OCTET);
    VectorMask<Double> left = INDEX.compare(VectorOperators.GE, 8 - (n - whole));
    for (int next = 0; next < columns; next += 4) {
      int p0 = n * next;
      int p1 = n * Math.min(next + 1, columns - 1);
      int p2 = n * Math.min(next + 2, columns - 1);
      int p3 = n * Math.min(next + 3, columns - 1);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector sum2 = zero;
      DoubleVector sum3 = zero;
      for (int i = 0; i < whole; i += 8) {
        DoubleVector y0 = DoubleVector.fromArray(OCTET, x, p0 + i);
        DoubleVector y1 = DoubleVector.fromArray(OCTET, x, p1 + i);
        DoubleVector y2 = DoubleVector.fromArray(OCTET, x, p2 + i);
        DoubleVector y3 = DoubleVector.fromArray(OCTET, x, p3 + i);
        sum0 = y0.fma(y0, sum0);
        sum1 = y1.fma(y1, sum1);
        sum2 = y2.fma(y2, sum2);
        sum3 = y3.fma(y3, sum3);
      }
      DoubleVector y0 = zero.blend(DoubleVector.fromArray(OCTET, x, p0 + n - 8), left);
      DoubleVector y1 = zero.blend(DoubleVector.fromArray(OCTET, x, p1 + n - 8), left);
      DoubleVector y2 = zero.blend(DoubleVector.fromArray(OCTET, x, p2 + n - 8), left);
      DoubleVector y3 = zero.blend(DoubleVector.fromArray(OCTET, x, p3 + n - 8), left);
      y0.fma(y0, sum0).intoArray(lanes, 0);
      y1.fma(y1, sum1).intoArray(lanes, 8);
      y2.fma(y2, sum2).intoArray(lanes, 16);
      y3.fma(y3, sum3).intoArray(lanes, 24);
      int few = Math.min(4, columns - next);
      for (int k = 0; k < few; k++) {
        squares[next + k] = PlainSums.tree(lanes, 8 * k);
      }
    }
  }

  /**
   * Two columns at a time.
   *
   * @param n at least eight
   */
  static void pullBack(
      double[] slope,
      double[] v,
      double[] delta,
      int n,
      int columns,
      double[] deltaSquares,
      double[] vSquares) {
    double[] lanes = LANES.get();
    int whole = n & -8;
    DoubleVector zero = DoubleVector.zero(OCTET);
    VectorMask<Double> left = INDEX.compare(VectorOperators.GE, 8 - (n - whole));
    for (int next = 0; next < columns; next += 2) {
      int j = Math.min(next, Math.max(columns - 2, 0));
      int p0 = n * j;
      int p1 = n * Math.min(j + 1, columns - 1);
      DoubleVector deltaSum0 = zero;
      DoubleVector deltaSum1 = zero;
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      for (int i = 0; i < whole; i += 8) {
        DoubleVector y0 = DoubleVector.fromArray(OCTET, v, p0 + i);
        DoubleVector y1 = DoubleVector.fromArray(OCTET, v, p1 + i);
        DoubleVector d0 = DoubleVector.fromArray(OCTET, slope, p0 + i).mul(y0);
        DoubleVector d1 = DoubleVector.fromArray(OCTET, slope, p1 + i).mul(y1);
        d0.intoArray(delta, p0 + i);
        d1.intoArray(delta, p1 + i);
        deltaSum0 = d0.fma(d0, deltaSum0);
        deltaSum1 = d1.fma(d1, deltaSum1);
        sum0 = y0.fma(y0, sum0);
        sum1 = y1.fma(y1, sum1);
      }
      int last0 = p0 + n - 8;
      int last1 = p1 + n - 8;
      DoubleVector y0 = DoubleVector.fromArray(OCTET, v, last0);
      DoubleVector y1 = DoubleVector.fromArray(OCTET, v, last1);
      DoubleVector d0 = DoubleVector.fromArray(OCTET, slope, last0).mul(y0);
      DoubleVector d1 = DoubleVector.fromArray(OCTET, slope, last1).mul(y1);
      d0.intoArray(delta, last0);
      d1.intoArray(delta, last1);
      d0 = zero.blend(d0, left);
      d1 = zero.blend(d1, left);
      y0 = zero.blend(y0, left);
      y1 = zero.blend(y1, left);
      d0.fma(d0, deltaSum0).intoArray(lanes, 0);
      d1.fma(d1, deltaSum1).intoArray(lanes, 8);
      y0.fma(y0, sum0).intoArray(lanes, 16);
      y1.fma(y1, sum1).intoArray(lanes, 24);
      deltaSquares[j] = PlainSums.tree(lanes, 0);
      vSquares[j] = PlainSums.tree(lanes, 16);
      if (columns > 1) {
        deltaSquares[j + 1] = PlainSums.tree(lanes, 8);
        vSquares[j + 1] = PlainSums.tree(lanes, 24);
      }
    }
  }

  /**
   * Four registers of rows at a time, which may overlap.
   *
   * @param n at least a register
   */
  static void weightedSum(double[] factors, double[] x, int n, int columns, double[] sums) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int row = 0; row < n; row += 4 * WIDTH) {
      int r0 = Math.min(row, n - WIDTH);
      int r1 = Math.min(row + WIDTH, n - WIDTH);
      int r2 = Math.min(row + 2 * WIDTH, n - WIDTH);
      int r3 = Math.min(row + 3 * WIDTH, n - WIDTH);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector sum2 = zero;
      DoubleVector sum3 = zero;
      for (int j = 0; j < columns; j++) {
        DoubleVector factor = DoubleVector.broadcast(SPECIES, factors[j]);
        sum0 = factor.fma(DoubleVector.fromArray(SPECIES, x, n * j + r0), sum0);
        sum1 = factor.fma(DoubleVector.fromArray(SPECIES, x, n * j + r1), sum1);
        sum2 = factor.fma(DoubleVector.fromArray(SPECIES, x, n * j + r2), sum2);
        sum3 = factor.fma(DoubleVector.fromArray(SPECIES, x, n * j + r3), sum3);
      }
      sum0.intoArray(sums, r0);
      sum1.intoArray(sums, r1);
      sum2.intoArray(sums, r2);
      sum3.intoArray(sums, r3);
    }
  }

  /**
   * Four registers of rows at a time, which may overlap.
   *
   * @param n at least a register
   */
  static void sumSquares(double[] x, int n, int columns, double[] sums) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int row = 0; row < n; row += 4 * WIDTH) {
      int r0 = Math.min(row, n - WIDTH);
      int r1 = Math.min(row + WIDTH, n - WIDTH);
      int r2 = Math.min(row + 2 * WIDTH, n - WIDTH);
      int r3 = Math.min(row + 3 * WIDTH, n - WIDTH);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector sum2 = zero;
      DoubleVector sum3 = zero;
      for (int j = 0; j < columns; j++) {
        DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, n * j + r0);
        DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, n * j + r1);
        DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, n * j + r2);
        DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, n * j + r3);
        sum0 = x0.fma(x0, sum0);
        sum1 = x1.fma(x1, sum1);
        sum2 = x2.fma(x2, sum2);
        sum3 = x3.fma(x3, sum3);
      }
      sum0.intoArray(sums, r0);
      sum1.intoArray(sums, r1);
      sum2.intoArray(sums, r2);
      sum3.intoArray(sums, r3);
    }
  }

  /**
   * Four registers of rows at a time, which may overlap.
   *
   * @param n at least a register
   */
  static void sumMagnitudes(double[] x, int n, int columns, double[] sums) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int row = 0; row < n; row += 4 * WIDTH) {
      int r0 = Math.min(row, n - WIDTH);
      int r1 = Math.min(row + WIDTH, n - WIDTH);
      int r2 = Math.min(row + 2 * WIDTH, n - WIDTH);
      int r3 = Math.min(row + 3 * WIDTH, n - WIDTH);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector sum2 = zero;
      DoubleVector sum3 = zero;
      for (int j = 0; j < columns; j++) {
        sum0 = DoubleVector.fromArray(SPECIES, x, n * j + r0).abs().add(sum0);
        sum1 = DoubleVector.fromArray(SPECIES, x, n * j + r1).abs().add(sum1);
        sum2 = DoubleVector.fromArray(SPECIES, x, n * j + r2).abs().add(sum2);
        sum3 = DoubleVector.fromArray(SPECIES, x, n * j + r3).abs().add(sum3);
      }
      sum0.intoArray(sums, r0);
      sum1.intoArray(sums, r1);
      sum2.intoArray(sums, r2);
      sum3.intoArray(sums, r3);
    }
  }

  /**
   * @param n at least a register
   */
  static void standardizeRows(
      double[] x, double[] mean, double[] inverse, double[] standardized, int n, int columns) {
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int row = 0; row < n; row += WIDTH) {
        int i = Math.min(row, n - WIDTH);
        DoubleVector.fromArray(SPECIES, x, at + i)
            .sub(DoubleVector.fromArray(SPECIES, mean, i))
            .mul(DoubleVector.fromArray(SPECIES, inverse, i))
            .intoArray(standardized, at + i);
      }
    }
  }

  /**
   * @param n at least a register
   */
  static void scaleAndShiftRows(
      double[] x, double[] gamma, double[] beta, double[] result, int n, int columns) {
    for (int j = 0; j < columns; j++) {
      int at = j * n;
      for (int row = 0; row < n; row += WIDTH) {
        int i = Math.min(row, n - WIDTH);
        DoubleVector.fromArray(SPECIES, gamma, i)
            .fma(
                DoubleVector.fromArray(SPECIES, x, at + i),
                DoubleVector.fromArray(SPECIES, beta, i))
            .intoArray(result, at + i);
      }
    }
  }

  /**
   * @param n at least a register
   */
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
      for (int row = 0; row < n; row += WIDTH) {
        int i = Math.min(row, n - WIDTH);
        DoubleVector centred =
            DoubleVector.fromArray(SPECIES, g, at + i)
                .sub(DoubleVector.fromArray(SPECIES, means, i));
        DoubleVector across =
            DoubleVector.fromArray(SPECIES, standardized, at + i)
                .neg()
                .fma(DoubleVector.fromArray(SPECIES, products, i), centred);
        DoubleVector.fromArray(SPECIES, inverse, i)
            .mul(across)
            .mul(DoubleVector.fromArray(SPECIES, gamma, i))
            .intoArray(result, at + i);
      }
    }
  }

  /**
   * Four registers of rows at a time, which may overlap.
   *
   * @param n at least a register
   */
  static void squaredDistances(double[] x, double[] mean, double[] squares, int n, int columns) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int row = 0; row < n; row += 4 * WIDTH) {
      int r0 = Math.min(row, n - WIDTH);
      int r1 = Math.min(row + WIDTH, n - WIDTH);
      int r2 = Math.min(row + 2 * WIDTH, n - WIDTH);
      int r3 = Math.min(row + 3 * WIDTH, n - WIDTH);
      DoubleVector mean0 = DoubleVector.fromArray(SPECIES, mean, r0);
      DoubleVector mean1 = DoubleVector.fromArray(SPECIES, mean, r1);
      DoubleVector mean2 = DoubleVector.fromArray(SPECIES, mean, r2);
      DoubleVector mean3 = DoubleVector.fromArray(SPECIES, mean, r3);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector sum2 = zero;
      DoubleVector sum3 = zero;
      for (int j = 0; j < columns; j++) {
        DoubleVector d0 = DoubleVector.fromArray(SPECIES, x, n * j + r0).sub(mean0);
        DoubleVector d1 = DoubleVector.fromArray(SPECIES, x, n * j + r1).sub(mean1);
        DoubleVector d2 = DoubleVector.fromArray(SPECIES, x, n * j + r2).sub(mean2);
        DoubleVector d3 = DoubleVector.fromArray(SPECIES, x, n * j + r3).sub(mean3);
        sum0 = d0.fma(d0, sum0);
        sum1 = d1.fma(d1, sum1);
        sum2 = d2.fma(d2, sum2);
        sum3 = d3.fma(d3, sum3);
      }
      sum0.intoArray(squares, r0);
      sum1.intoArray(squares, r1);
      sum2.intoArray(squares, r2);
      sum3.intoArray(squares, r3);
    }
  }

  /**
   * Two registers of rows at a time, which may overlap.
   *
   * @param n at least a register
   */
  static void sumProducts(
      double[] g, double[] x, double[] sums, double[] products, int n, int columns) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int row = 0; row < n; row += 2 * WIDTH) {
      int r0 = Math.min(row, n - WIDTH);
      int r1 = Math.min(row + WIDTH, n - WIDTH);
      DoubleVector sum0 = zero;
      DoubleVector sum1 = zero;
      DoubleVector product0 = zero;
      DoubleVector product1 = zero;
      for (int j = 0; j < columns; j++) {
        DoubleVector g0 = DoubleVector.fromArray(SPECIES, g, n * j + r0);
        DoubleVector g1 = DoubleVector.fromArray(SPECIES, g, n * j + r1);
        sum0 = g0.add(sum0);
        sum1 = g1.add(sum1);
        product0 = g0.fma(DoubleVector.fromArray(SPECIES, x, n * j + r0), product0);
        product1 = g1.fma(DoubleVector.fromArray(SPECIES, x, n * j + r1), product1);
      }
      sum0.intoArray(sums, r0);
      sum1.intoArray(sums, r1);
      product0.intoArray(products, r0);
      product1.intoArray(products, r1);
    }
  }

  /**
   * Whole registers of 1/√x from the first on.
   *
   * @return whether all of them lie between the bounds
   */
  static boolean inverseRoots(double[] x, double[] result, int whole, double least, double most) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    boolean within = true;
    for (int i = 0; i < whole; i += WIDTH) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i);
      one.div(y.sqrt()).intoArray(result, i);
      within &=
          y.compare(VectorOperators.GT, least).and(y.compare(VectorOperators.LT, most)).allTrue();
    }
    return within;
  }
}
