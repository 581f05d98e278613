package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link SignalMoments} on the Vector API, for registers of eight. */
final class VectorSignals {

  private static final VectorSpecies<Double> OCTET = VectorDescent.OCTET;

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[88]);

  private VectorSignals() {}

  static void sum(
      double[] z, double[] a, double[] slope, int n, double[] pivots, double bound, double[] sums) {
    double[] lanes = LANES.get();
    DoubleVector zPivot = DoubleVector.broadcast(OCTET, pivots[0]);
    DoubleVector aPivot = DoubleVector.broadcast(OCTET, pivots[1]);
    DoubleVector limit = DoubleVector.broadcast(OCTET, bound);
    DoubleVector zero = DoubleVector.zero(OCTET);
    DoubleVector one = DoubleVector.broadcast(OCTET, 1);
    DoubleVector z0 = zero;
    DoubleVector z1 = zero;
    DoubleVector zz0 = zero;
    DoubleVector zz1 = zero;
    DoubleVector a0 = zero;
    DoubleVector a1 = zero;
    DoubleVector aa0 = zero;
    DoubleVector aa1 = zero;
    DoubleVector slope0 = zero;
    DoubleVector slope1 = zero;
    DoubleVector below0 = zero;
    DoubleVector below1 = zero;
    int i = 0;
    for (; i < n - 15; i += Kernel.LANES) {
      DoubleVector d = DoubleVector.fromArray(OCTET, z, i).sub(zPivot);
      z0 = d.add(z0);
      zz0 = d.fma(d, zz0);
      d = DoubleVector.fromArray(OCTET, z, i + 8).sub(zPivot);
      z1 = d.add(z1);
      zz1 = d.fma(d, zz1);
      d = DoubleVector.fromArray(OCTET, a, i).sub(aPivot);
      a0 = d.add(a0);
      aa0 = d.fma(d, aa0);
      d = DoubleVector.fromArray(OCTET, a, i + 8).sub(aPivot);
      a1 = d.add(a1);
      aa1 = d.fma(d, aa1);
      d = DoubleVector.fromArray(OCTET, slope, i);
      slope0 = d.add(slope0);
      below0 = zero.blend(one, d.abs().compare(VectorOperators.LT, limit)).add(below0);
      d = DoubleVector.fromArray(OCTET, slope, i + 8);
      slope1 = d.add(slope1);
      below1 = zero.blend(one, d.abs().compare(VectorOperators.LT, limit)).add(below1);
    }
    z0.intoArray(lanes, 0);
    z1.intoArray(lanes, 8);
    zz0.intoArray(lanes, 16);
    zz1.intoArray(lanes, 24);
    a0.intoArray(lanes, 32);
    a1.intoArray(lanes, 40);
    aa0.intoArray(lanes, 48);
    aa1.intoArray(lanes, 56);
    slope0.intoArray(lanes, 64);
    slope1.intoArray(lanes, 72);
    below0.add(below1).intoArray(lanes, 80);
    PlainSignals.rest(z, a, slope, i, n, pivots, bound, sums);
    for (int k = 0; k < SignalMoments.SATURATED; k++) {
      sums[k] = (PlainSums.tree(lanes, 16 * k) + PlainSums.tree(lanes, 16 * k + 8)) + sums[k];
    }
    sums[SignalMoments.SATURATED] += PlainSums.tree(lanes, 80);
  }
}
