package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most common activations on the Vector API, with the same operations as {@link Elementary} and
 * {@link Pointwise}, so that the bits are equal.
 *
 * <p>Each is written out in one method: C2 inlines the operations of the Vector API whatever the
 * size of the caller, but not our own methods, and a vector that passes through a call is boxed. If
 * the number of elements is no multiple of the register length, the last register overlaps the one
 * before.
 */
final class VectorPointwise {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final int WIDTH = SPECIES.length();

  /** |z| up to which e⁻|ᶻ| is a normal number. */
  private static final double NORMAL_RANGE = 700;

  private VectorPointwise() {}

  /**
   * σ(z) and σ′(z).
   *
   * @param n at least the length of a register
   */
  static void sigmoid(double[] z, double[] value, double[] slope, int n) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, Elementary.ROUNDER);
    for (int next = 0; next < n; next += WIDTH) {
      int i = Math.min(next, n - WIDTH);
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
  }

  /**
   * max(0, z) and its derivative.
   *
   * @param n at least the length of a register
   */
  static void relu(double[] z, double[] value, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int next = 0; next < n; next += WIDTH) {
      int i = Math.min(next, n - WIDTH);
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      VectorMask<Double> positive = x.compare(VectorOperators.GT, zero);
      x.max(zero).intoArray(value, i);
      zero.blend(one, positive).intoArray(slope, i);
    }
  }

  /** x ← eˣ for whole registers from {@code from} on; returns the index after the last one. */
  static int exp(double[] x, int from, int to) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, Elementary.ROUNDER);
    int i = from;
    for (; i <= to - WIDTH; i += WIDTH) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i);
      if (!y.abs().compare(VectorOperators.LE, NORMAL_RANGE).allTrue()) {
        Pointwise.exp(x, i, i + WIDTH);
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
      p.add(one).mul(scale).intoArray(x, i);
    }
    return i;
  }

  /**
   * tanh z and its slope.
   *
   * @param n at least the length of a register
   */
  static void tanh(double[] z, double[] value, double[] slope, int n) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector four = DoubleVector.broadcast(SPECIES, 4);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, Elementary.ROUNDER);
    for (int next = 0; next < n; next += WIDTH) {
      int i = Math.min(next, n - WIDTH);
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector y = x.abs().mul(two).neg();
      if (!y.compare(VectorOperators.GE, -NORMAL_RANGE).allTrue()) {
        Pointwise.tanh(z, value, slope, i, i + WIDTH);
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
      DoubleVector minus = scale.fma(p, scale.sub(one)).neg();
      LongVector sign = x.reinterpretAsLongs().lanewise(VectorOperators.AND, Long.MIN_VALUE);
      LongVector magnitude = minus.div(two.sub(minus)).abs().reinterpretAsLongs();
      magnitude.lanewise(VectorOperators.OR, sign).reinterpretAsDoubles().intoArray(value, i);
      DoubleVector e = p.add(one).mul(scale);
      DoubleVector d = e.add(one);
      e.div(d.mul(d)).mul(four).intoArray(slope, i);
    }
  }

  /** x ← ln x for whole registers from {@code from} on; returns the index after the last one. */
  static int log(double[] x, int from, int to) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector integer = DoubleVector.broadcast(SPECIES, 0x1p52);
    int i = from;
    for (; i <= to - WIDTH; i += WIDTH) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, x, i);
      if (!y.compare(VectorOperators.GE, Double.MIN_NORMAL).allTrue()
          || !y.compare(VectorOperators.LE, Double.MAX_VALUE).allTrue()) {
        Pointwise.log(x, i, i + WIDTH);
        continue;
      }
      LongVector bits = y.reinterpretAsLongs();
      LongVector biased = bits.lanewise(VectorOperators.LSHR, 52);
      DoubleVector exponent =
          biased
              .lanewise(VectorOperators.OR, Double.doubleToRawLongBits(0x1p52))
              .reinterpretAsDoubles()
              .sub(integer)
              .sub(DoubleVector.broadcast(SPECIES, 1023));
      DoubleVector mantissa =
          bits.lanewise(VectorOperators.AND, Elementary.MANTISSA)
              .lanewise(VectorOperators.OR, Elementary.EXPONENT_OF_ONE)
              .reinterpretAsDoubles();
      VectorMask<Double> high = mantissa.compare(VectorOperators.GT, Elementary.SQRT_2);
      mantissa = mantissa.blend(mantissa.mul(DoubleVector.broadcast(SPECIES, 0.5)), high);
      exponent = exponent.blend(exponent.add(one), high);
      DoubleVector f = mantissa.sub(one);
      DoubleVector s = f.div(f.add(two));
      DoubleVector square = s.mul(s);
      DoubleVector r = DoubleVector.broadcast(SPECIES, 1.0 / 23);
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 21));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 19));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 17));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 15));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 13));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 11));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 9));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 7));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 5));
      r = r.fma(square, DoubleVector.broadcast(SPECIES, 1.0 / 3));
      DoubleVector tail = s.mul(f.sub(square.mul(two).mul(r)));
      DoubleVector low =
          exponent.neg().fma(DoubleVector.broadcast(SPECIES, Elementary.LN2_LOW), tail);
      exponent
          .fma(DoubleVector.broadcast(SPECIES, Elementary.LN2_HIGH), f.sub(low))
          .intoArray(x, i);
    }
    return i;
  }
}
