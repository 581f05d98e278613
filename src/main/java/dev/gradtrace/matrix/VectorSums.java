package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link Kernel} on the Vector API: sixteen lanes in two registers of eight. Written
 * out without helper methods, since a vector that is passed to a call, or live across one, may be
 * boxed.
 */
final class VectorSums {

  private static final VectorSpecies<Double> OCTET = VectorDescent.OCTET;

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final int WIDTH = SPECIES.length();

  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final ThreadLocal<double[]> LANES =
      ThreadLocal.withInitial(() -> new double[Kernel.LANES]);

  private VectorSums() {}

  static double sum(double[] x, int from, int n) {
    double[] lanes = LANES.get();
    DoubleVector a0 = DoubleVector.zero(OCTET);
    DoubleVector a1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = DoubleVector.fromArray(OCTET, x, p).add(a0);
      a1 = DoubleVector.fromArray(OCTET, x, p + 8).add(a1);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 8);
    double rest = PlainSums.sum(x, from + i, n - i);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double sumAbs(double[] x, int from, int n) {
    double[] lanes = LANES.get();
    DoubleVector a0 = DoubleVector.zero(OCTET);
    DoubleVector a1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = DoubleVector.fromArray(OCTET, x, p).abs().add(a0);
      a1 = DoubleVector.fromArray(OCTET, x, p + 8).abs().add(a1);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 8);
    double rest = PlainSums.sumAbs(x, from + i, n - i);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    double[] lanes = LANES.get();
    DoubleVector a0 = DoubleVector.zero(OCTET);
    DoubleVector a1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = xFrom + i;
      int q = yFrom + i;
      a0 = DoubleVector.fromArray(OCTET, x, p).fma(DoubleVector.fromArray(OCTET, y, q), a0);
      a1 = DoubleVector.fromArray(OCTET, x, p + 8).fma(DoubleVector.fromArray(OCTET, y, q + 8), a1);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 8);
    double rest = PlainSums.dot(x, xFrom + i, y, yFrom + i, n - i);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double squaredDistance(double[] x, double[] y, int from, int n) {
    double[] lanes = LANES.get();
    DoubleVector a0 = DoubleVector.zero(OCTET);
    DoubleVector a1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      DoubleVector d0 =
          DoubleVector.fromArray(OCTET, x, p).sub(DoubleVector.fromArray(OCTET, y, p));
      a0 = d0.fma(d0, a0);
      DoubleVector d1 =
          DoubleVector.fromArray(OCTET, x, p + 8).sub(DoubleVector.fromArray(OCTET, y, p + 8));
      a1 = d1.fma(d1, a1);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 8);
    double rest = 0;
    for (; i < n; i++) {
      rest = PlainSums.addSquare(x[from + i] - y[from + i], rest);
    }
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  /** {@link Magnitudes#bound} of the first elements, whole registers. */
  static void boundMagnitudes(double[] x, int whole, long[] bounds) {
    LongVector magnitude = LongVector.broadcast(LONGS, Magnitudes.BITS);
    LongVector zeroToTop = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector least = LongVector.broadcast(LONGS, bounds[Magnitudes.LEAST]);
    LongVector greatest = LongVector.broadcast(LONGS, bounds[Magnitudes.GREATEST]);
    for (int i = 0; i < whole; i += WIDTH) {
      LongVector bits = DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs().and(magnitude);
      least = bits.add(zeroToTop).min(least);
      greatest = bits.max(greatest);
    }
    bounds[Magnitudes.LEAST] = least.reduceLanes(VectorOperators.MIN);
    bounds[Magnitudes.GREATEST] = greatest.reduceLanes(VectorOperators.MAX);
  }
}
