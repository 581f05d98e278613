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

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[16]);

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
        sum = sum.add(DoubleVector.fromArray(SPECIES, x, at));
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
   * @param n at least eight
   */
  static void squares(double[] x, int n, int columns, double[] squares) {
    double[] lanes = LANES.get();
    int whole = n & -8;
    DoubleVector zero = DoubleVector.zero(OCTET);
    VectorMask<Double> left = INDEX.compare(VectorOperators.GE, 8 - (n - whole));
    for (int j = 0; j < columns; j++) {
      int from = j * n;
      int to = from + whole;
      DoubleVector sum = zero;
      for (int i = from; i < to; i += 8) {
        DoubleVector y = DoubleVector.fromArray(OCTET, x, i);
        sum = y.fma(y, sum);
      }
      DoubleVector y = zero.blend(DoubleVector.fromArray(OCTET, x, from + n - 8), left);
      y.fma(y, sum).intoArray(lanes, 0);
      squares[j] = PlainSums.tree(lanes, 0);
    }
  }

  /**
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
    for (int j = 0; j < columns; j++) {
      int from = j * n;
      int to = from + whole;
      DoubleVector deltaSum = zero;
      DoubleVector sum = zero;
      for (int i = from; i < to; i += 8) {
        DoubleVector y = DoubleVector.fromArray(OCTET, v, i);
        DoubleVector d = DoubleVector.fromArray(OCTET, slope, i).mul(y);
        d.intoArray(delta, i);
        deltaSum = d.fma(d, deltaSum);
        sum = y.fma(y, sum);
      }
      int last = from + n - 8;
      DoubleVector y = DoubleVector.fromArray(OCTET, v, last);
      DoubleVector d = DoubleVector.fromArray(OCTET, slope, last).mul(y);
      d.intoArray(delta, last);
      d = zero.blend(d, left);
      y = zero.blend(y, left);
      d.fma(d, deltaSum).intoArray(lanes, 0);
      y.fma(y, sum).intoArray(lanes, 8);
      deltaSquares[j] = PlainSums.tree(lanes, 0);
      vSquares[j] = PlainSums.tree(lanes, 8);
    }
  }
}
