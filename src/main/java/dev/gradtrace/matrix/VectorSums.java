package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link Kernel} on the Vector API: sixteen lanes in four registers of four. */
final class VectorSums {

  private static final VectorSpecies<Double> QUAD = DoubleVector.SPECIES_256;

  private VectorSums() {}

  static double sum(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = a0.add(load(x, p));
      a1 = a1.add(load(x, p + 4));
      b0 = b0.add(load(x, p + 8));
      b1 = b1.add(load(x, p + 12));
    }
    double rest = PlainSums.sum(x, from + i, n - i);
    return (tree(a0, a1) + tree(b0, b1)) + rest;
  }

  static double sumAbs(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = from + i;
      a0 = a0.add(load(x, p).abs());
      a1 = a1.add(load(x, p + 4).abs());
      b0 = b0.add(load(x, p + 8).abs());
      b1 = b1.add(load(x, p + 12).abs());
    }
    double rest = PlainSums.sumAbs(x, from + i, n - i);
    return (tree(a0, a1) + tree(b0, b1)) + rest;
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      int p = xFrom + i;
      int q = yFrom + i;
      a0 = load(x, p).fma(load(y, q), a0);
      a1 = load(x, p + 4).fma(load(y, q + 4), a1);
      b0 = load(x, p + 8).fma(load(y, q + 8), b0);
      b1 = load(x, p + 12).fma(load(y, q + 12), b1);
    }
    double rest = PlainSums.dot(x, xFrom + i, y, yFrom + i, n - i);
    return (tree(a0, a1) + tree(b0, b1)) + rest;
  }

  static double sumOfSquaresAround(double center, double[] x, int n) {
    DoubleVector mean = DoubleVector.broadcast(QUAD, center);
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      a0 = addSquare(load(x, i).sub(mean), a0);
      a1 = addSquare(load(x, i + 4).sub(mean), a1);
      b0 = addSquare(load(x, i + 8).sub(mean), b0);
      b1 = addSquare(load(x, i + 12).sub(mean), b1);
    }
    double rest = 0;
    for (; i < n; i++) {
      rest = PlainSums.addSquare(x[i] - center, rest);
    }
    return (tree(a0, a1) + tree(b0, b1)) + rest;
  }

  static double squaredDistance(double[] x, double[] y, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      a0 = addSquare(load(x, i).sub(load(y, i)), a0);
      a1 = addSquare(load(x, i + 4).sub(load(y, i + 4)), a1);
      b0 = addSquare(load(x, i + 8).sub(load(y, i + 8)), b0);
      b1 = addSquare(load(x, i + 12).sub(load(y, i + 12)), b1);
    }
    double rest = 0;
    for (; i < n; i++) {
      rest = PlainSums.addSquare(x[i] - y[i], rest);
    }
    return (tree(a0, a1) + tree(b0, b1)) + rest;
  }

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(QUAD, x, at);
  }

  private static DoubleVector addSquare(DoubleVector x, DoubleVector sum) {
    return x.fma(x, sum);
  }

  /** ((0+4)+(2+6))+((1+5)+(3+7)) of the lanes 0–3 and 4–7. */
  private static double tree(DoubleVector low, DoubleVector high) {
    DoubleVector pairs = low.add(high);
    return (pairs.lane(0) + pairs.lane(2)) + (pairs.lane(1) + pairs.lane(3));
  }
}
