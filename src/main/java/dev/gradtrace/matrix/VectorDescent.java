package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradient descent on the Vector API, with the sums that describe it taken along: the pass waits
 * for memory, so they cost next to nothing. For registers of eight; narrower ones would need more
 * accumulators than there are.
 */
final class VectorDescent {

  static final VectorSpecies<Double> OCTET = DoubleVector.SPECIES_512;

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[8]);

  private VectorDescent() {}

  static void run(double rate, double[] g, double[] w, int n, double[] sums) {
    DoubleVector minusRate = DoubleVector.broadcast(OCTET, -rate);
    DoubleVector squares0 = DoubleVector.zero(OCTET);
    DoubleVector squares1 = squares0;
    DoubleVector abs0 = squares0;
    DoubleVector abs1 = squares0;
    DoubleVector weights0 = squares0;
    DoubleVector weights1 = squares0;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      DoubleVector g0 = DoubleVector.fromArray(OCTET, g, i);
      DoubleVector w0 = DoubleVector.fromArray(OCTET, w, i);
      squares0 = g0.fma(g0, squares0);
      abs0 = abs0.add(g0.abs());
      weights0 = w0.fma(w0, weights0);
      minusRate.fma(g0, w0).intoArray(w, i);
      DoubleVector g1 = DoubleVector.fromArray(OCTET, g, i + 8);
      DoubleVector w1 = DoubleVector.fromArray(OCTET, w, i + 8);
      squares1 = g1.fma(g1, squares1);
      abs1 = abs1.add(g1.abs());
      weights1 = w1.fma(w1, weights1);
      minusRate.fma(g1, w1).intoArray(w, i + 8);
    }
    double[] lanes = LANES.get();
    sums[Kernel.GRADIENT_SQUARES] = tree(squares0, lanes) + tree(squares1, lanes);
    sums[Kernel.GRADIENT_ABS] = tree(abs0, lanes) + tree(abs1, lanes);
    sums[Kernel.WEIGHT_SQUARES] = tree(weights0, lanes) + tree(weights1, lanes);
    PlainDescent.rest(rate, g, w, i, n, sums);
  }

  private static double tree(DoubleVector sum, double[] s) {
    sum.intoArray(s, 0);
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
