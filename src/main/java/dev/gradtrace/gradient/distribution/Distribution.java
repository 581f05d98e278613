package dev.gradtrace.gradient.distribution;

import dev.gradtrace.matrix.Elementary;
import java.util.stream.IntStream;

/**
 * The entries of a matrix counted by sign and octave. Distributions are added by adding counts.
 * Immutable.
 *
 * @param zero number of entries that are 0
 * @param nonFinite number of entries that are NaN or infinite
 * @param firstExponent exponent of the lowest octave with an entry; 0 if there is none
 * @param negative number of entries with 2^(firstExponent + k) ≤ −x < 2^(firstExponent + k + 1), up
 *     to the highest octave with an entry
 * @param positive the same for x
 * @param lost number of non-zero entries that round to 0, by {@link NumberFormat}
 * @param aboveFloat16 number of entries that round to infinity in float16, |x| ≥ 65520
 */
public record Distribution(
    int zero,
    int nonFinite,
    int firstExponent,
    int[] negative,
    int[] positive,
    Extremes extremes,
    int[] lost,
    int aboveFloat16) {

  /** Octaves from 2⁻¹⁰⁷⁴ to 2¹⁰²³. */
  private static final int OCTAVES_OF_DOUBLES = 1074 + 1024;

  /** Approximate bytes of the object and the headers of its arrays. */
  private static final long BYTES_OF_FRAME = 200;

  /**
   * The smallest and the largest non-zero |x| without their powers of two: each in [1, 2), or NaN
   * if there is none.
   *
   * @param least to be multiplied by 2^firstExponent
   * @param greatest to be multiplied by 2^{@link #lastExponent}
   */
  public record Extremes(double least, double greatest) {

    static final Extremes NONE = new Extremes(Double.NaN, Double.NaN);
  }

  /** A distribution without finite non-zero entries. */
  static Distribution without(int zero, int nonFinite) {
    return new Distribution(
        zero,
        nonFinite,
        0,
        new int[0],
        new int[0],
        Extremes.NONE,
        new int[NumberFormat.values().length],
        0);
  }

  /** Number of octaves from the lowest to the highest with an entry. */
  public int octaves() {
    return positive.length;
  }

  /** Whether there is no finite non-zero entry. */
  public boolean isEmpty() {
    return positive.length == 0;
  }

  /** Exponent of the highest octave with an entry; −1 if there is none. */
  public int lastExponent() {
    return firstExponent + octaves() - 1;
  }

  /** Number of entries: zero + nonFinite + Σ negative + Σ positive. */
  public long count() {
    return zero + nonFinite + counted();
  }

  /** Number of finite non-zero entries. */
  public long counted() {
    return IntStream.of(negative).asLongStream().sum()
        + IntStream.of(positive).asLongStream().sum();
  }

  /** The smallest non-zero |x|, rounded to a double; NaN if there is none. */
  public double minAbs() {
    return Math.scalb(extremes.least, firstExponent);
  }

  /** The largest finite |x|, rounded to a double; NaN if there is no finite non-zero entry. */
  public double maxAbs() {
    return Math.scalb(extremes.greatest, lastExponent());
  }

  /**
   * log₁₀ of the smallest non-zero |x|, also outside the range of doubles; NaN if there is none.
   */
  public double minAbsLog10() {
    return log10(extremes.least, firstExponent);
  }

  /** log₁₀ of the largest |x|, also outside the range of doubles; NaN if there is none. */
  public double maxAbsLog10() {
    return log10(extremes.greatest, lastExponent());
  }

  private static double log10(double significand, int exponent) {
    return Math.fma(exponent, Elementary.LOG10_2, Elementary.log(significand) * Elementary.LOG10_E);
  }

  /** Share of the finite non-zero entries that round to 0 in a format; NaN if there are none. */
  public double shareLost(NumberFormat format) {
    return lost[format.ordinal()] / (double) counted();
  }

  /** Share of the finite non-zero entries that overflow in float16; NaN if there are none. */
  public double shareAboveFloat16() {
    return aboveFloat16 / (double) counted();
  }

  /**
   * Whether every |x|/m rounds to 0 in a format; false if an entry is not finite.
   *
   * @param m divisor of all entries
   */
  public boolean vanishes(NumberFormat format, int m) {
    return nonFinite == 0
        && (isEmpty() || Math.scalb(extremes.greatest, lastExponent() - format.zeroUpTo()) <= m);
  }

  /** Approximate bytes of this distribution. */
  public long bytes() {
    return bytes(octaves());
  }

  /** Bytes of a distribution whose entries extend over all octaves of doubles. */
  public static long mostBytes() {
    return bytes(OCTAVES_OF_DOUBLES);
  }

  /** Bytes of a distribution of {@code octaves} octaves. */
  public static long bytes(int octaves) {
    return BYTES_OF_FRAME + 2L * octaves * Integer.BYTES;
  }
}
