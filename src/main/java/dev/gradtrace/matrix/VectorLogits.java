package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link LogitGradients} over whole registers on the Vector API, operation for
 * operation; each returns where the rest begins.
 */
final class VectorLogits {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final int WIDTH = SPECIES.length();

  private VectorLogits() {}

  static int errors(
      double share,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] delta,
      int from,
      int to) {
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
    DoubleVector whole = DoubleVector.broadcast(SPECIES, share);
    int i = from;
    for (; i <= to - WIDTH; i += WIDTH) {
      DoubleVector target = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector value = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, slope, i).div(value);
      VectorMask<Double> large = value.compare(VectorOperators.GT, half);
      DoubleVector complement = one.sub(value).blend(ratio, large);
      whole
          .sub(target)
          .fma(DoubleVector.fromArray(SPECIES, a, i), target.neg().mul(complement))
          .intoArray(delta, i);
    }
    return i;
  }

  /**
   * @return how many elements are done; negated if one z is not of smaller magnitude than {@code
   *     most}
   */
  static int binary(
      double most,
      double[] z,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] gradient,
      int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector half = DoubleVector.broadcast(SPECIES, 0.5);
    boolean within = true;
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      DoubleVector target = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector value = DoubleVector.fromArray(SPECIES, p, i);
      DoubleVector ratio = DoubleVector.fromArray(SPECIES, slope, i).div(value);
      VectorMask<Double> large = value.compare(VectorOperators.GT, half);
      DoubleVector complement = one.sub(value).blend(ratio, large);
      DoubleVector whenOff = one.sub(target).div(complement);
      DoubleVector whenOn = target.div(DoubleVector.fromArray(SPECIES, a, i));
      whenOff = whenOff.blend(zero, target.compare(VectorOperators.EQ, one));
      whenOn = whenOn.blend(zero, target.compare(VectorOperators.EQ, zero));
      whenOff.sub(whenOn).intoArray(gradient, i);
      within &=
          DoubleVector.fromArray(SPECIES, z, i).abs().compare(VectorOperators.LT, most).allTrue();
    }
    return within ? i : -i;
  }

  /**
   * @return how many elements are done; negated if one a whose y is not 0 is not above {@code
   *     least}
   */
  static int categorical(double least, double[] y, double[] a, double[] gradient, int n) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    boolean within = true;
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      DoubleVector target = DoubleVector.fromArray(SPECIES, y, i);
      DoubleVector value = DoubleVector.fromArray(SPECIES, a, i);
      VectorMask<Double> none = target.compare(VectorOperators.EQ, zero);
      target.neg().div(value).blend(zero, none).intoArray(gradient, i);
      within &= none.or(value.compare(VectorOperators.GT, least)).allTrue();
    }
    return within ? i : -i;
  }
}
