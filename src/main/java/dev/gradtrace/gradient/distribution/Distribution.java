package dev.gradtrace.gradient.distribution;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;

/**
 * The entries of a matrix counted by sign and octave. Two of them add up by adding counts.
 *
 * @param count of all entries: zero + nonFinite + Σ negative + Σ positive
 * @param firstExponent of the lowest octave that holds an entry; 0 where there is none
 * @param negative entries with 2^(firstExponent + k) ≤ −x < 2^(firstExponent + k + 1), up to the
 *     highest octave that holds an entry
 * @param positive the same of x, of the same length
 * @param minAbsLog10 log₁₀ of the smallest |x| that is not 0; NaN where there is none
 * @param maxAbsLog10 of the largest
 * @param lost entries that are not 0 and round to 0, by {@link NumberFormat}
 * @param aboveFloat16 entries that round to infinity in float16, |x| ≥ 65520
 */
@SuppressWarnings("ArrayRecordComponent")
public record Distribution(
    long count,
    long zero,
    long nonFinite,
    int firstExponent,
    long[] negative,
    long[] positive,
    double minAbs,
    double maxAbs,
    double minAbsLog10,
    double maxAbsLog10,
    long[] lost,
    long aboveFloat16) {

  /** From 2⁻¹⁰⁷⁴ to 2¹⁰²³. */
  private static final int OCTAVES = Double.MAX_EXPONENT + 1075;

  private static final int LOWEST = -1074;

  /** Half-way between the largest float16 and what would be next. */
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final int FLOAT16_OVERFLOW_OCTAVE = 15;

  /**
   * Counts x·2^{@code exponent} for every entry x.
   *
   * @param exponent added to every octave, so that numbers far beyond doubles keep theirs
   */
  public static Distribution of(Matrix matrix, int exponent) {
    return new Counting(matrix, exponent).result();
  }

  /** Share of the entries that are not 0, and finite, which round to 0 in a format; NaN of none. */
  public double shareLost(NumberFormat format) {
    return lost[format.ordinal()] / (double) (count - zero - nonFinite);
  }

  /** Share of the entries that are not 0, and finite, which overflow in float16; NaN of none. */
  public double shareAboveFloat16() {
    return aboveFloat16 / (double) (count - zero - nonFinite);
  }

  /** One pass over a matrix. */
  private static final class Counting {

    private final int exponent;
    private final long[] negative = new long[OCTAVES];
    private final long[] positive = new long[OCTAVES];
    private final long[] lost = new long[NumberFormat.values().length];
    private long count;
    private long zero;
    private long nonFinite;
    private long aboveFloat16;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = 0;

    private Counting(Matrix matrix, int exponent) {
      this.exponent = exponent;
      for (int j = 0; j < matrix.columns(); j++) {
        for (int i = 0; i < matrix.rows(); i++) {
          add(matrix.at(i, j));
        }
      }
    }

    private void add(double x) {
      count++;
      double size = Math.abs(x);
      if (size == 0) {
        zero++;
      } else if (!(size <= Double.MAX_VALUE)) {
        nonFinite++;
      } else {
        addOctave(x, size, octave(size));
      }
    }

    private void addOctave(double x, double size, int octave) {
      (x < 0 ? negative : positive)[octave - LOWEST]++;
      first = Math.min(first, octave);
      last = Math.max(last, octave);
      least = Math.min(least, size);
      greatest = Math.max(greatest, size);
      boolean isPower = size == Math.scalb(1.0, octave);
      for (NumberFormat format : NumberFormat.values()) {
        int highest = octave + exponent;
        if (highest < format.zeroUpTo() || highest == format.zeroUpTo() && isPower) {
          lost[format.ordinal()]++;
        }
      }
      int top = octave + exponent;
      boolean overflows =
          top > FLOAT16_OVERFLOW_OCTAVE
              || top == FLOAT16_OVERFLOW_OCTAVE
                  && Math.scalb(size, exponent) >= FLOAT16_OVERFLOW;
      aboveFloat16 += overflows ? 1 : 0;
    }

    /** ⌊log₂ x⌋. */
    private static int octave(double x) {
      return x >= Double.MIN_NORMAL ? Math.getExponent(x) : Math.getExponent(x * 0x1p64) - 64;
    }

    private Distribution result() {
      boolean none = last < first;
      int from = none ? 0 : first - LOWEST;
      int to = none ? 0 : last - LOWEST + 1;
      return new Distribution(
          count,
          zero,
          nonFinite,
          none ? 0 : first + exponent,
          Arrays.copyOfRange(negative, from, to),
          Arrays.copyOfRange(positive, from, to),
          none ? Double.NaN : Math.scalb(least, exponent),
          none ? Double.NaN : Math.scalb(greatest, exponent),
          none ? Double.NaN : log10(least),
          none ? Double.NaN : log10(greatest),
          lost,
          aboveFloat16);
    }

    private double log10(double size) {
      return Math.fma(exponent, Elementary.LOG10_2, Elementary.log(size) * Elementary.LOG10_E);
    }
  }
}
