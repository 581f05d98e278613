package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of the most used activations on the Vector API, operation for operation those of
 * {@link Elementary} and {@link Pointwise}, so that the bits are the same.
 *
 * <p>Everything is spelt out in one method: C2 inlines the operations of the Vector API whatever
 * the size of the caller, but not our own methods, and a vector that passes through a call is
 * boxed.
 */
final class VectorPointwise {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final int WIDTH = SPECIES.length();

  /** |z| up to which e⁻|ᶻ| is a normal number. */
  private static final double NORMAL_RANGE = 700;

  private VectorPointwise() {}

  /** σ(z) and σ′(z) of whole registers; returns how many elements were done. */
  static int sigmoid(double[] z, double[] value, double[] slope, int n) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, Elementary.ROUNDER);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector y = x.abs().neg();
      if (y.compare(VectorOperators.LT, -NORMAL_RANGE).anyTrue()) {
        Pointwise.sigmoid(z, value, slope, i, i + WIDTH);
        continue;
      }
      DoubleVector t = y.fma(DoubleVector.broadcast(SPECIES, Elementary.LOG2_E), rounder);
      DoubleVector m = t.sub(rounder);
      DoubleVector r = m.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH), y);
      r = m.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW), r);
      DoubleVector q = DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_13);
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_12));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_11));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_10));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_9));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_8));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_7));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_6));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_5));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_4));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, Elementary.FACTORIAL_3));
      q = q.fma(r, DoubleVector.broadcast(SPECIES, 0.5));
      DoubleVector p = q.mul(r).fma(r, r);
      LongVector exponent = t.reinterpretAsLongs().add(LongVector.broadcast(LONGS, 1023));
      DoubleVector scale = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      DoubleVector e = p.add(one).mul(scale);
      DoubleVector d = e.add(one);
      VectorMask<Double> positive = x.compare(VectorOperators.GE, 0);
      e.blend(one, positive).div(d).intoArray(value, i);
      e.div(d.mul(d)).intoArray(slope, i);
    }
    return i;
  }

  /** max(0, z) and its derivative of whole registers; returns how many elements were done. */
  static int relu(double[] z, double[] value, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      VectorMask<Double> positive = x.compare(VectorOperators.GT, zero);
      x.max(zero).intoArray(value, i);
      zero.blend(one, positive).intoArray(slope, i);
    }
    return i;
  }
}
