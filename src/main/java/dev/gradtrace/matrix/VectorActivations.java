package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The less common activations on the Vector API, with the same operations as {@link Elementary}.
 * Exponentials and logarithms are computed in separate loops over a block that fits into the
 * first-level cache. All work on whole registers.
 */
final class VectorActivations {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final VectorSpecies<Long> LONGS =
      VectorSpecies.of(long.class, SPECIES.vectorShape());

  private static final int WIDTH = SPECIES.length();

  /** Elements per block; three arrays of a block fit into the first-level cache. */
  private static final int BLOCK = 1024;

  /** Below it, eᶻ − 1 rounds to −1. */
  private static final double END_OF_EXPM1 = -40;

  /** Numbers up to it have a square that does not overflow. */
  private static final double SAFE_TO_SQUARE = 1e150;

  private VectorActivations() {}

  /** z·σ(z); σ(z)(1 + z·σ(−z)). */
  static void silu(double[] z, double[] value, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(from + BLOCK, n);
      negateMagnitudes(z, value, from, to);
      VectorPointwise.exp(value, from, to);
      for (int i = from; i < to; i += WIDTH) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
        DoubleVector e = DoubleVector.fromArray(SPECIES, value, i);
        DoubleVector d = e.add(one);
        DoubleVector up = e.blend(one, x.compare(VectorOperators.GE, zero)).div(d);
        DoubleVector down = e.blend(one, x.compare(VectorOperators.LE, zero)).div(d);
        VectorMask<Double> infinite = x.abs().compare(VectorOperators.EQ, Double.POSITIVE_INFINITY);
        VectorMask<Double> lowest = x.compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY);
        x.mul(up).blend(zero, lowest).intoArray(value, i);
        up.mul(x.mul(down).blend(zero, infinite).add(one)).intoArray(slope, i);
      }
    }
  }

  /** ln(1+eᶻ); σ(z). */
  static void softplus(double[] z, double[] value, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(from + BLOCK, n);
      negateMagnitudes(z, slope, from, to);
      VectorPointwise.exp(slope, from, to);
      for (int i = from; i < to; i += WIDTH) {
        DoubleVector.fromArray(SPECIES, slope, i).add(one).intoArray(value, i);
      }
      VectorPointwise.log(value, from, to);
      for (int i = from; i < to; i += WIDTH) {
        DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
        DoubleVector e = DoubleVector.fromArray(SPECIES, slope, i);
        DoubleVector u = e.add(one);
        DoubleVector rest = e.sub(u.sub(one)).div(u);
        DoubleVector log = DoubleVector.fromArray(SPECIES, value, i);
        x.max(zero).add(log.add(rest)).intoArray(value, i);
        e.blend(one, x.compare(VectorOperators.GE, zero)).div(u).intoArray(slope, i);
      }
    }
  }

  private static void negateMagnitudes(double[] z, double[] result, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      DoubleVector.fromArray(SPECIES, z, i).abs().neg().intoArray(result, i);
    }
  }

  /** scale·z for z > 0, else scale·α(eᶻ − 1), and the derivative. */
  static void elu(double scale, double alpha, double[] z, double[] value, double[] slope, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector rounder = DoubleVector.broadcast(SPECIES, Elementary.ROUNDER);
    DoubleVector outer = DoubleVector.broadcast(SPECIES, scale);
    DoubleVector inner = DoubleVector.broadcast(SPECIES, alpha);
    for (int i = 0; i < n; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector y = x.min(zero);
      if (!y.compare(VectorOperators.GT, END_OF_EXPM1).allTrue()) {
        Pointwise.elu(scale, alpha, z, value, slope, i, i + WIDTH);
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
      DoubleVector power = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
      VectorMask<Double> positive = x.compare(VectorOperators.GT, zero);
      DoubleVector minusOne = power.fma(p, power.sub(one));
      inner.mul(minusOne).blend(x, positive).mul(outer).intoArray(value, i);
      inner.mul(p.add(one).mul(power)).blend(one, positive).mul(outer).intoArray(slope, i);
    }
  }

  /** z·Φ(z); Φ(z) + z·φ(z). */
  static void gelu(double[] z, double[] value, double[] slope, int n) {
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(from + BLOCK, n);
      if (isSafeToSquare(z, from, to)) {
        negateHalfSquares(z, slope, from, to);
        VectorPointwise.exp(slope, from, to);
        erfcFarFromZero(z, slope, value, from, to);
        geluOfErfc(z, value, slope, from, to);
      } else {
        Pointwise.gelu(z, value, slope, from, to);
      }
    }
  }

  private static boolean isSafeToSquare(double[] z, int from, int to) {
    for (int i = from; i < to; i += WIDTH) {
      DoubleVector magnitude = DoubleVector.fromArray(SPECIES, z, i).abs();
      if (!magnitude.compare(VectorOperators.LT, SAFE_TO_SQUARE).allTrue()) {
        return false;
      }
    }
    return true;
  }

  /** −y² for y = z/√2, rounded twice. */
  private static void negateHalfSquares(double[] z, double[] result, int from, int to) {
    DoubleVector root = DoubleVector.broadcast(SPECIES, Elementary.SQRT_HALF);
    for (int i = from; i < to; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i).mul(root);
      x.mul(x).neg().intoArray(result, i);
    }
  }

  /**
   * erfc|y|, y = −z/√2, accurate unless |y| is small.
   *
   * @param power exp of the rounded −y²; replaced by exp(−y²)
   */
  private static void erfcFarFromZero(
      double[] z, double[] power, double[] result, int from, int to) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector three = DoubleVector.broadcast(SPECIES, 3);
    DoubleVector root = DoubleVector.broadcast(SPECIES, Elementary.SQRT_HALF);
    for (int i = from; i < to; i += WIDTH) {
      DoubleVector y = DoubleVector.fromArray(SPECIES, z, i).neg().mul(root);
      DoubleVector error = y.fma(y, y.mul(y).neg());
      DoubleVector e = DoubleVector.fromArray(SPECIES, power, i).mul(one.sub(error));
      e.intoArray(power, i);
      DoubleVector a = y.abs();
      DoubleVector t = a.sub(three).div(a.add(three));
      DoubleVector q = DoubleVector.broadcast(SPECIES, Elementary.ERFC[Elementary.ERFC.length - 1]);
      for (int k = Elementary.ERFC.length - 2; k >= 0; k--) {
        q = q.fma(t, DoubleVector.broadcast(SPECIES, Elementary.ERFC[k]));
      }
      e.mul(q).div(two.fma(a, one)).intoArray(result, i);
    }
  }

  /**
   * Completes GELU.
   *
   * @param value erfc|y| unless |y| is small; replaced by z·Φ(z)
   * @param slope exp(−y²); replaced by the derivative
   */
  private static void geluOfErfc(double[] z, double[] value, double[] slope, int from, int to) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector two = DoubleVector.broadcast(SPECIES, 2);
    DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector root = DoubleVector.broadcast(SPECIES, Elementary.SQRT_HALF);
    DoubleVector normal = DoubleVector.broadcast(SPECIES, Elementary.INVERSE_SQRT_TWO_PI);
    for (int i = from; i < to; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(SPECIES, z, i);
      DoubleVector y = x.neg().mul(root);
      DoubleVector square = y.mul(y);
      DoubleVector r = DoubleVector.broadcast(SPECIES, Elementary.ERF[Elementary.ERF.length - 1]);
      for (int k = Elementary.ERF.length - 2; k >= 0; k--) {
        r = r.fma(square, DoubleVector.broadcast(SPECIES, Elementary.ERF[k]));
      }
      DoubleVector tail = DoubleVector.fromArray(SPECIES, value, i);
      VectorMask<Double> near = y.abs().compare(VectorOperators.LE, Elementary.ERF_SPLIT / 2);
      DoubleVector erfc =
          tail.blend(two.sub(tail), y.compare(VectorOperators.LT, zero))
              .blend(one.sub(y.mul(r)), near);
      DoubleVector power = DoubleVector.fromArray(SPECIES, slope, i);
      x.mul(erfc).mul(half).intoArray(value, i);
      erfc.mul(half).add(x.mul(normal).mul(power)).intoArray(slope, i);
    }
  }
}
