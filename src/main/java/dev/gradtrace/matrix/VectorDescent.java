package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradient descent on the Vector API, with the sums of {@link DescentSums}: the loop waits for
 * memory, so they cost almost nothing. For registers of eight doubles; narrower ones would need
 * more accumulators than there are registers.
 */
final class VectorDescent {

  static final VectorSpecies<Double> OCTET = DoubleVector.SPECIES_512;

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[48]);

  private VectorDescent() {}

  static void run(double rate, double[] g, double[] w, int from, int n, double[] sums, int at) {
    int to = from + n;
    double[] lanes = LANES.get();
    DoubleVector minusRate = DoubleVector.broadcast(OCTET, -rate);
    DoubleVector squares0 = DoubleVector.zero(OCTET);
    DoubleVector squares1 = squares0;
    DoubleVector abs0 = squares0;
    DoubleVector abs1 = squares0;
    DoubleVector weights0 = squares0;
    DoubleVector weights1 = squares0;
    int i = from;
    for (; i < to - 15; i += Kernel.LANES) {
      DoubleVector g0 = DoubleVector.fromArray(OCTET, g, i);
      DoubleVector w0 = DoubleVector.fromArray(OCTET, w, i);
      squares0 = g0.fma(g0, squares0);
      abs0 = g0.abs().add(abs0);
      weights0 = w0.fma(w0, weights0);
      minusRate.fma(g0, w0).intoArray(w, i);
      DoubleVector g1 = DoubleVector.fromArray(OCTET, g, i + 8);
      DoubleVector w1 = DoubleVector.fromArray(OCTET, w, i + 8);
      squares1 = g1.fma(g1, squares1);
      abs1 = g1.abs().add(abs1);
      weights1 = w1.fma(w1, weights1);
      minusRate.fma(g1, w1).intoArray(w, i + 8);
    }
    squares0.intoArray(lanes, 0);
    squares1.intoArray(lanes, 8);
    abs0.intoArray(lanes, 16);
    abs1.intoArray(lanes, 24);
    weights0.intoArray(lanes, 32);
    weights1.intoArray(lanes, 40);
    sums[at + DescentSums.GRADIENT_SQUARES] = PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8);
    sums[at + DescentSums.GRADIENT_ABS] = PlainSums.tree(lanes, 16) + PlainSums.tree(lanes, 24);
    sums[at + DescentSums.WEIGHT_SQUARES] = PlainSums.tree(lanes, 32) + PlainSums.tree(lanes, 40);
    PlainDescent.rest(rate, g, w, i, to, sums, at);
  }
}
