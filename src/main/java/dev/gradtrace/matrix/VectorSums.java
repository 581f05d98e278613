package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link Kernel} on the Vector API: sixteen lanes in four registers of four. What is
 * left over is copied to the front of a block that changes nothing elsewhere, and added as one
 * block more.
 */
final class VectorSums {

  private static final VectorSpecies<Double> QUAD = DoubleVector.SPECIES_256;

  private static final ThreadLocal<Rest> REST = ThreadLocal.withInitial(Rest::new);

  private VectorSums() {}

  /** Two blocks of one element per lane, for what is left over. */
  private static final class Rest {

    private final double[] x = new double[Kernel.LANES];
    private final double[] y = new double[Kernel.LANES];

    static double[] copy(double[] source, int from, int n, double filler, double[] block) {
      for (int i = 0; i < Kernel.LANES; i++) {
        block[i] = i < n ? source[from + i] : filler;
      }
      return block;
    }
  }

  static double sum(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += 16) {
      int p = from + i;
      a0 = a0.add(load(x, p));
      a1 = a1.add(load(x, p + 4));
      b0 = b0.add(load(x, p + 8));
      b1 = b1.add(load(x, p + 12));
    }
    if (i < n) {
      double[] u = Rest.copy(x, from + i, n - i, 0, REST.get().x);
      a0 = a0.add(load(u, 0));
      a1 = a1.add(load(u, 4));
      b0 = b0.add(load(u, 8));
      b1 = b1.add(load(u, 12));
    }
    return tree(a0, a1) + tree(b0, b1);
  }

  static double sumAbs(double[] x, int from, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += 16) {
      int p = from + i;
      a0 = a0.add(load(x, p).abs());
      a1 = a1.add(load(x, p + 4).abs());
      b0 = b0.add(load(x, p + 8).abs());
      b1 = b1.add(load(x, p + 12).abs());
    }
    if (i < n) {
      double[] u = Rest.copy(x, from + i, n - i, 0, REST.get().x);
      a0 = a0.add(load(u, 0).abs());
      a1 = a1.add(load(u, 4).abs());
      b0 = b0.add(load(u, 8).abs());
      b1 = b1.add(load(u, 12).abs());
    }
    return tree(a0, a1) + tree(b0, b1);
  }

  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += 16) {
      int p = xFrom + i;
      int q = yFrom + i;
      a0 = load(x, p).fma(load(y, q), a0);
      a1 = load(x, p + 4).fma(load(y, q + 4), a1);
      b0 = load(x, p + 8).fma(load(y, q + 8), b0);
      b1 = load(x, p + 12).fma(load(y, q + 12), b1);
    }
    if (i < n) {
      double[] u = Rest.copy(x, xFrom + i, n - i, 0, REST.get().x);
      double[] v = Rest.copy(y, yFrom + i, n - i, 0, REST.get().y);
      a0 = load(u, 0).fma(load(v, 0), a0);
      a1 = load(u, 4).fma(load(v, 4), a1);
      b0 = load(u, 8).fma(load(v, 8), b0);
      b1 = load(u, 12).fma(load(v, 12), b1);
    }
    return tree(a0, a1) + tree(b0, b1);
  }

  static double squaredDistance(double[] x, double[] y, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += 16) {
      a0 = addSquare(load(x, i).sub(load(y, i)), a0);
      a1 = addSquare(load(x, i + 4).sub(load(y, i + 4)), a1);
      b0 = addSquare(load(x, i + 8).sub(load(y, i + 8)), b0);
      b1 = addSquare(load(x, i + 12).sub(load(y, i + 12)), b1);
    }
    if (i < n) {
      double[] u = Rest.copy(x, i, n - i, 0, REST.get().x);
      double[] v = Rest.copy(y, i, n - i, 0, REST.get().y);
      a0 = addSquare(load(u, 0).sub(load(v, 0)), a0);
      a1 = addSquare(load(u, 4).sub(load(v, 4)), a1);
      b0 = addSquare(load(u, 8).sub(load(v, 8)), b0);
      b1 = addSquare(load(u, 12).sub(load(v, 12)), b1);
    }
    return tree(a0, a1) + tree(b0, b1);
  }

  static double sumOfSquaresAround(double center, double[] x, int n) {
    DoubleVector a0 = DoubleVector.zero(QUAD);
    DoubleVector a1 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    int i = 0;
    for (; i < n - 15; i += 16) {
      a0 = addSquare(load(x, i).sub(center), a0);
      a1 = addSquare(load(x, i + 4).sub(center), a1);
      b0 = addSquare(load(x, i + 8).sub(center), b0);
      b1 = addSquare(load(x, i + 12).sub(center), b1);
    }
    if (i < n) {
      double[] u = Rest.copy(x, i, n - i, center, REST.get().x);
      a0 = addSquare(load(u, 0).sub(center), a0);
      a1 = addSquare(load(u, 4).sub(center), a1);
      b0 = addSquare(load(u, 8).sub(center), b0);
      b1 = addSquare(load(u, 12).sub(center), b1);
    }
    return tree(a0, a1) + tree(b0, b1);
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
