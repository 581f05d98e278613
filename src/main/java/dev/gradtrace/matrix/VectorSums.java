package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link Kernel} on the Vector API: sixteen lanes in four registers of four. Spelt out
 * without helpers, since a vector that passes through a call of ours may be boxed.
 */
final class VectorSums {

  private static final VectorSpecies<Double> QUAD = DoubleVector.SPECIES_256;

  private static final ThreadLocal<double[]> LANES =
      ThreadLocal.withInitial(() -> new double[Kernel.LANES]);

  private VectorSums() {}

  static double sum(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = a0.add(DoubleVector.fromArray(QUAD, x, p));
      a1 = a1.add(DoubleVector.fromArray(QUAD, x, p + 4));
      a2 = a2.add(DoubleVector.fromArray(QUAD, x, p + 8));
      a3 = a3.add(DoubleVector.fromArray(QUAD, x, p + 12));
    }
    double rest = PlainSums.sum(x, from + i, n - i);
    double[] lanes = LANES.get();
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 4);
    a2.intoArray(lanes, 8);
    a3.intoArray(lanes, 12);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double sumAbs(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = a0.add(DoubleVector.fromArray(QUAD, x, p).abs());
      a1 = a1.add(DoubleVector.fromArray(QUAD, x, p + 4).abs());
      a2 = a2.add(DoubleVector.fromArray(QUAD, x, p + 8).abs());
      a3 = a3.add(DoubleVector.fromArray(QUAD, x, p + 12).abs());
    }
    double rest = PlainSums.sumAbs(x, from + i, n - i);
    double[] lanes = LANES.get();
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 4);
    a2.intoArray(lanes, 8);
    a3.intoArray(lanes, 12);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = xFrom + i;
      int q = yFrom + i;
      a0 = DoubleVector.fromArray(QUAD, x, p).fma(DoubleVector.fromArray(QUAD, y, q), a0);
      a1 = DoubleVector.fromArray(QUAD, x, p + 4).fma(DoubleVector.fromArray(QUAD, y, q + 4), a1);
      a2 = DoubleVector.fromArray(QUAD, x, p + 8).fma(DoubleVector.fromArray(QUAD, y, q + 8), a2);
      a3 = DoubleVector.fromArray(QUAD, x, p + 12).fma(DoubleVector.fromArray(QUAD, y, q + 12), a3);
    }
    double rest = PlainSums.dot(x, xFrom + i, y, yFrom + i, n - i);
    double[] lanes = LANES.get();
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 4);
    a2.intoArray(lanes, 8);
    a3.intoArray(lanes, 12);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double sumOfSquaresAround(double center, double[] x, int n) {
    DoubleVector mean = DoubleVector.broadcast(QUAD, center);
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      DoubleVector d0 = DoubleVector.fromArray(QUAD, x, i).sub(mean);
      a0 = d0.fma(d0, a0);
      DoubleVector d1 = DoubleVector.fromArray(QUAD, x, i + 4).sub(mean);
      a1 = d1.fma(d1, a1);
      DoubleVector d2 = DoubleVector.fromArray(QUAD, x, i + 8).sub(mean);
      a2 = d2.fma(d2, a2);
      DoubleVector d3 = DoubleVector.fromArray(QUAD, x, i + 12).sub(mean);
      a3 = d3.fma(d3, a3);
    }
    double rest = 0;
    for (; i < n; i++) {
      rest = PlainSums.addSquare(x[i] - center, rest);
    }
    double[] lanes = LANES.get();
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 4);
    a2.intoArray(lanes, 8);
    a3.intoArray(lanes, 12);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }

  static double squaredDistance(double[] x, double[] y, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      DoubleVector d0 = DoubleVector.fromArray(QUAD, x, i).sub(DoubleVector.fromArray(QUAD, y, i));
      a0 = d0.fma(d0, a0);
      DoubleVector d1 =
          DoubleVector.fromArray(QUAD, x, i + 4).sub(DoubleVector.fromArray(QUAD, y, i + 4));
      a1 = d1.fma(d1, a1);
      DoubleVector d2 =
          DoubleVector.fromArray(QUAD, x, i + 8).sub(DoubleVector.fromArray(QUAD, y, i + 8));
      a2 = d2.fma(d2, a2);
      DoubleVector d3 =
          DoubleVector.fromArray(QUAD, x, i + 12).sub(DoubleVector.fromArray(QUAD, y, i + 12));
      a3 = d3.fma(d3, a3);
    }
    double rest = 0;
    for (; i < n; i++) {
      rest = PlainSums.addSquare(x[i] - y[i], rest);
    }
    double[] lanes = LANES.get();
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, 4);
    a2.intoArray(lanes, 8);
    a3.intoArray(lanes, 12);
    return (PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8)) + rest;
  }
}
