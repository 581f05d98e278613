package dev.gradtrace.gradient.distribution;

import dev.gradtrace.gradient.ScaledMatrix;
import dev.gradtrace.matrix.Magnitudes;
import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;

/**
 * Counts the entries of matrices by sign and octave, in one pass over their bits. Reuses its
 * buffers; not thread-safe.
 *
 * <p>Counts are kept by sign and exponent field, the twelve highest bits of a double, in four
 * neighbours used in turn, since consecutive increments of one counter would stall. What these bits
 * do not distinguish (zero from subnormal, exact powers of two) is examined in a second pass over
 * the few blocks concerned.
 */
public final class OctaveCounter {

  private static final int BLOCK = 2048;

  private static final int FIELDS = 1 << 12;
  private static final int FIELD_SHIFT = 52;
  private static final int NEGATIVE = 1 << 11;

  /** The exponent field of infinity and NaN. */
  private static final int NON_FINITE = NEGATIVE - 1;

  /** Difference between an exponent field and its octave. */
  private static final int BIAS = Double.MAX_EXPONENT;

  private static final int LOWEST = -1074;

  /** Half-way between the largest float16 and the next power of two. */
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final int FLOAT16_TOP = 15;

  private static final NumberFormat[] FORMATS = NumberFormat.values();

  private final double[] block = new double[BLOCK];
  private final double[] subtrahend = new double[BLOCK];
  private final int[] counts = new int[4 * FIELDS];
  private final Magnitudes bounds = new Magnitudes();

  /** Counts by sign of subnormal octaves, from {@link #LOWEST} to the last below normal numbers. */
  private final int[][] subnormal = new int[2][Double.MIN_EXPONENT - LOWEST];

  private final int[] atHalf = new int[FORMATS.length];
  private final int[] exactHalves = new int[FORMATS.length];
  private int exponent;
  private int zeros;

  /** Number of entries in the octave of the largest float16 that round to infinity. */
  private int overflowing;

  /** Counts the entries of a tensor of layer {@code l}. */
  public Distribution count(Tensor of, Tensors tensors, int l) {
    return tensors.count(of, l, this);
  }

  /** Counts the entries of a matrix. */
  Distribution count(Matrix matrix) {
    return count(new ScaledMatrix(matrix, 0));
  }

  /** Counts the entries of a matrix times 2ᵏ. */
  Distribution count(ScaledMatrix scaled) {
    begin(scaled.exponent());
    Matrix matrix = scaled.matrix();
    for (int from = 0; from < matrix.size(); from += BLOCK) {
      int n = Math.min(BLOCK, matrix.size() - from);
      matrix.copyEntries(from, block, n);
      add(n);
    }
    return result(matrix.size());
  }

  /** Counts the entries of {@code minuend} − {@code other}, each rounded to a double. */
  Distribution countDifference(Matrix minuend, Matrix other) {
    begin(0);
    for (int from = 0; from < minuend.size(); from += BLOCK) {
      int n = Math.min(BLOCK, minuend.size() - from);
      minuend.copyEntries(from, block, n);
      other.copyEntries(from, subtrahend, n);
      for (int i = 0; i < n; i++) {
        block[i] -= subtrahend[i];
      }
      add(n);
    }
    return result(minuend.size());
  }

  private void begin(int exponentOfAll) {
    exponent = exponentOfAll;
    zeros = 0;
    overflowing = 0;
    Arrays.fill(exactHalves, 0);
    bounds.clear();
  }

  /** Counts the first {@code n} entries of the block. */
  private void add(int n) {
    int belowNormal = field(0) + field(NEGATIVE);
    int nonFinite = nonFinite();
    int atTop = ofOctave(FLOAT16_TOP - exponent);
    for (NumberFormat format : FORMATS) {
      atHalf[format.ordinal()] = ofOctave(format.zeroUpTo() - exponent);
    }
    double before = bounds.greatest();
    bounds.include(block, n);
    countFields(n);
    if (nonFinite() > nonFinite) {
      bounds.setGreatest(Math.max(before, greatestFinite(n)));
    }
    int found = field(0) + field(NEGATIVE) - belowNormal;
    if (bounds.least() >= Double.MIN_NORMAL) {
      zeros += found;
    } else if (found > 0) {
      countBelowNormal(n);
    }
    if (ofOctave(FLOAT16_TOP - exponent) > atTop) {
      double next = Math.scalb(1.0, FLOAT16_TOP + 1 - exponent);
      overflowing += countBetween(Math.scalb(FLOAT16_OVERFLOW, -exponent), next, n);
    }
    for (NumberFormat format : FORMATS) {
      int half = format.zeroUpTo() - exponent;
      if (ofOctave(half) > atHalf[format.ordinal()]) {
        exactHalves[format.ordinal()] += countOf(Math.scalb(1.0, half), n);
      }
    }
  }

  private void countFields(int n) {
    int i = 0;
    for (; i < n - 3; i += 4) {
      counts[placeAt(i)]++;
      counts[placeAt(i + 1) + 1]++;
      counts[placeAt(i + 2) + 2]++;
      counts[placeAt(i + 3) + 3]++;
    }
    for (; i < n; i++) {
      counts[placeAt(i)]++;
    }
  }

  private int placeAt(int i) {
    return (int) (Double.doubleToRawLongBits(block[i]) >>> FIELD_SHIFT) << 2;
  }

  private double greatestFinite(int n) {
    double high = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.abs(block[i]);
      high = size <= Double.MAX_VALUE ? Math.max(high, size) : high;
    }
    return high;
  }

  private void countBelowNormal(int n) {
    for (int i = 0; i < n; i++) {
      double size = Math.abs(block[i]);
      if (size == 0) {
        zeros++;
      } else if (size < Double.MIN_NORMAL) {
        subnormal[block[i] < 0 ? 0 : 1][octave(size) - LOWEST]++;
      }
    }
  }

  private int countBetween(double from, double below, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      double size = Math.abs(block[i]);
      count += size >= from && size < below ? 1 : 0;
    }
    return count;
  }

  private int countOf(double value, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += Math.abs(block[i]) == value ? 1 : 0;
    }
    return count;
  }

  private int field(int field) {
    int place = field << 2;
    return counts[place] + counts[place + 1] + counts[place + 2] + counts[place + 3];
  }

  private int nonFinite() {
    return field(NON_FINITE) + field(NEGATIVE + NON_FINITE);
  }

  /** Number of entries in an octave; for a subnormal one, of all subnormal numbers and zeros. */
  private int ofOctave(int octave) {
    if (octave < LOWEST || octave > Double.MAX_EXPONENT) {
      return 0;
    }
    int field = octave < Double.MIN_EXPONENT ? 0 : octave + BIAS;
    return field(field) + field(NEGATIVE + field);
  }

  private int ofOctave(int octave, int sign) {
    return octave < Double.MIN_EXPONENT
        ? subnormal[sign][octave - LOWEST]
        : field((1 - sign) * NEGATIVE + octave + BIAS);
  }

  /** ⌊log₂ x⌋. */
  private static int octave(double x) {
    return x >= Double.MIN_NORMAL ? Math.getExponent(x) : Math.getExponent(x * 0x1p64) - 64;
  }

  /** The distribution counted since {@link #begin}; resets all counts. */
  private Distribution result(int size) {
    int nonFinite = nonFinite();
    if (zeros + nonFinite == size) {
      clear(NON_FINITE);
      clear(0);
      return Distribution.without(zeros, nonFinite);
    }
    double low = bounds.least();
    double high = bounds.greatest();
    int first = octave(low);
    int[][] bySign = new int[2][octave(high) - first + 1];
    for (int sign = 0; sign < bySign.length; sign++) {
      for (int k = 0; k < bySign[sign].length; k++) {
        bySign[sign][k] = ofOctave(first + k, sign);
      }
    }
    int[] lost = new int[FORMATS.length];
    for (NumberFormat format : FORMATS) {
      int half = format.zeroUpTo() - exponent - first;
      lost[format.ordinal()] = exactHalves[format.ordinal()] + below(half, bySign);
    }
    int beyond = below(FLOAT16_TOP + 1 - exponent - first, bySign);
    int above = overflowing + size - zeros - nonFinite - beyond;
    clearFrom(first, bySign[0].length);
    return new Distribution(
        zeros,
        nonFinite,
        first + exponent,
        bySign[0],
        bySign[1],
        new Distribution.Extremes(significand(low), significand(high)),
        lost,
        above);
  }

  /** Entries in the first octaves. */
  private static int below(int octaves, int[][] bySign) {
    int sum = 0;
    for (int[] ofSign : bySign) {
      for (int k = 0; k < Math.min(octaves, ofSign.length); k++) {
        sum += ofSign[k];
      }
    }
    return sum;
  }

  /** x without its power of two, in [1, 2). */
  private static double significand(double x) {
    return Math.scalb(x, -octave(x));
  }

  private void clearFrom(int first, int octaves) {
    clear(NON_FINITE);
    clear(0);
    for (int octave = first; octave < first + octaves; octave++) {
      if (octave < Double.MIN_EXPONENT) {
        subnormal[0][octave - LOWEST] = 0;
        subnormal[1][octave - LOWEST] = 0;
      } else {
        clear(octave + BIAS);
      }
    }
  }

  private void clear(int field) {
    int negative = NEGATIVE + field;
    Arrays.fill(counts, field << 2, field + 1 << 2, 0);
    Arrays.fill(counts, negative << 2, negative + 1 << 2, 0);
  }
}
