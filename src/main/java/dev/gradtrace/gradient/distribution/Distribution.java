package dev.gradtrace.gradient.distribution;

import dev.gradtrace.matrix.Elementary;
import java.util.stream.IntStream;

/**
 * The entries of a matrix counted by sign and octave. Two of them add up by adding counts. Never
 * changed once made.
 *
 * @param zero entries that are 0
 * @param nonFinite entries that are NaN or infinite
 * @param firstExponent of the lowest octave that holds an entry; 0 where there is none
 * @param negative entries with 2^(firstExponent + k) ≤ −x < 2^(firstExponent + k + 1), up to the
 *     highest octave that holds an entry
 * @param positive the same of x, of the same length
 * @param lost entries that are not 0 and round to 0, by {@link NumberFormat}
 * @param aboveFloat16 entries that round to infinity in float16, |x| ≥ 65520
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by tests alone, entry by entry.
public record Distribution(
    int zero,
    int nonFinite,
    int firstExponent,
    int[] negative,
    int[] positive,
    Extremes extremes,
    int[] lost,
    int aboveFloat16) {

  /** From 2⁻¹⁰⁷⁴ to 2¹⁰²³. */
  private static final int OCTAVES_OF_DOUBLES = 1074 + 1024;

  /** The object and the headers of its arrays. */
  private static final long BYTES_OF_FRAME = 200;

  /**
   * The least and the greatest |x| that is not 0, without their powers of two: each in [1, 2), or
   * NaN where there is none.
   *
   * @param least to be multiplied by 2^firstExponent
   * @param greatest to be multiplied by 2^{@link #lastExponent}
   */
  public record Extremes(double least, double greatest) {

    static final Extremes NONE = new Extremes(Double.NaN, Double.NaN);
  }

  /** Of entries none of which is finite and not 0. */
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

  /** Number of octaves from the lowest to the highest that holds an entry. */
  public int octaves() {
    return positive.length;
  }

  /** Whether there is no entry that is finite and not 0. */
  public boolean isEmpty() {
    return positive.length == 0;
  }

  /** The exponent of the highest octave that holds an entry; −1 where there is none. */
  public int lastExponent() {
    return firstExponent + octaves() - 1;
  }

  /** All entries: zero + nonFinite + Σ negative + Σ positive. */
  public long count() {
    return zero + nonFinite + counted();
  }

  /** Entries that are finite and not 0. */
  public long counted() {
    return IntStream.of(negative).asLongStream().sum()
        + IntStream.of(positive).asLongStream().sum();
  }

  /** The least |x| that is not 0, rounded to a double; NaN where there is none. */
  public double minAbs() {
    return Math.scalb(extremes.least, firstExponent);
  }

  /** The greatest |x| that is finite, rounded to a double; NaN where none but 0 is. */
  public double maxAbs() {
    return Math.scalb(extremes.greatest, lastExponent());
  }

  /** log₁₀ of the least |x| that is not 0, whatever its power of two; NaN where there is none. */
  public double minAbsLog10() {
    return log10(extremes.least, firstExponent);
  }

  /** log₁₀ of the greatest |x|, whatever its power of two; NaN where there is none. */
  public double maxAbsLog10() {
    return log10(extremes.greatest, lastExponent());
  }

  private static double log10(double significand, int exponent) {
    return Math.fma(exponent, Elementary.LOG10_2, Elementary.log(significand) * Elementary.LOG10_E);
  }

  /** Share of the entries that are finite and not 0 which round to 0 in a format; NaN of none. */
  public double shareLost(NumberFormat format) {
    return lost[format.ordinal()] / (double) counted();
  }

  /** Share of the entries that are finite and not 0 which overflow in float16; NaN of none. */
  public double shareAboveFloat16() {
    return aboveFloat16 / (double) counted();
  }

  /**
   * Whether every |x|/m rounds to 0 in a format: true of zeros, too, but of nothing that is not
   * finite.
   *
   * @param m what all entries are divided by before
   */
  public boolean vanishes(NumberFormat format, int m) {
    return nonFinite == 0
        && (isEmpty() || Math.scalb(extremes.greatest, lastExponent() - format.zeroUpTo()) <= m);
  }

  /** Bytes that it takes, about. */
  public long bytes() {
    return bytes(octaves());
  }

  /** Bytes that one takes whose entries reach from the least to the greatest double. */
  public static long mostBytes() {
    return bytes(OCTAVES_OF_DOUBLES);
  }

  /** Bytes that one of so many octaves takes. */
  public static long bytes(int octaves) {
    return BYTES_OF_FRAME + 2L * octaves * Integer.BYTES;
  }
}
