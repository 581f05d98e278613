package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution as a TensorBoard histogram: octaves of negative entries in descending magnitude,
 * one bucket for 0, octaves of positive entries. Magnitudes outside the range of doubles are
 * counted in the lowest or highest octave; entries that are not finite are left out.
 *
 * @param left lower bound of the first bucket
 * @param buckets in ascending order, without empty ones at the ends
 */
record Buckets(double left, List<Bucket> buckets) {

  private static final int LOWEST = -1074;
  private static final int HIGHEST = Double.MAX_EXPONENT;

  /** The middle of an octave, as a multiple of its lower bound. */
  private static final double MIDDLE = 1.5;

  /**
   * Fields of {@code HistogramProto} in <a
   * href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/histogram.proto">histogram.proto</a>.
   */
  private static final class Field {
    static final int MIN = 1;
    static final int MAX = 2;
    static final int NUMBER = 3;
    static final int SUM = 4;
    static final int SUM_OF_SQUARES = 5;
    static final int RIGHTS = 6;
    static final int COUNTS = 7;
  }

  /**
   * The entries between the bound of the bucket before and {@code right}.
   *
   * @param middle value that stands for an entry in sums
   */
  record Bucket(double right, double middle, long count) {}

  static Buckets of(Distribution counted) {
    if (counted.isEmpty()) {
      return new Buckets(0, List.of(new Bucket(0, 0, counted.zero())));
    }
    int first = clamp(counted.firstExponent());
    int last = clamp(counted.lastExponent());
    long[] negative = inDoubles(counted.negative(), counted.firstExponent(), first, last);
    long[] positive = inDoubles(counted.positive(), counted.firstExponent(), first, last);
    List<Bucket> buckets = new ArrayList<>();
    for (int k = last; k >= first; k--) {
      buckets.add(new Bucket(-power(k), -MIDDLE * power(k), negative[k - first]));
    }
    buckets.add(new Bucket(power(first), 0, counted.zero()));
    for (int k = first; k <= last; k++) {
      buckets.add(new Bucket(power(k + 1), MIDDLE * power(k), positive[k - first]));
    }
    return trimmed(-power(last + 1), buckets);
  }

  private static Buckets trimmed(double left, List<Bucket> buckets) {
    int from = 0;
    int to = buckets.size();
    while (buckets.get(from).count() == 0) {
      from++;
    }
    while (buckets.get(to - 1).count() == 0) {
      to--;
    }
    return new Buckets(
        from == 0 ? left : buckets.get(from - 1).right(), List.copyOf(buckets.subList(from, to)));
  }

  private static int clamp(int exponent) {
    return Math.max(LOWEST, Math.min(HIGHEST, exponent));
  }

  private static long[] inDoubles(int[] counts, int firstExponent, int first, int last) {
    long[] sums = new long[last - first + 1];
    for (int k = 0; k < counts.length; k++) {
      sums[clamp(firstExponent + k) - first] += counts[k];
    }
    return sums;
  }

  /** 2ᵏ, at most the largest double. */
  private static double power(int k) {
    return k > HIGHEST ? Double.MAX_VALUE : Math.scalb(1.0, k);
  }

  Message toMessage() {
    double sum = 0;
    double squares = 0;
    long number = 0;
    for (Bucket bucket : buckets) {
      number += bucket.count();
      sum += bucket.count() * bucket.middle();
      squares += bucket.count() * bucket.middle() * bucket.middle();
    }
    return new Message()
        .put(Field.MIN, left)
        .put(Field.MAX, buckets.get(buckets.size() - 1).right())
        .put(Field.NUMBER, (double) number)
        .put(Field.SUM, sum)
        .put(Field.SUM_OF_SQUARES, squares)
        .putRows(Field.RIGHTS, row(buckets.stream().mapToDouble(Bucket::right).toArray()))
        .putRows(Field.COUNTS, row(buckets.stream().mapToDouble(Bucket::count).toArray()));
  }

  /** Numbers as one row, which is written as a packed field. */
  private static Matrix row(double[] numbers) {
    return Matrix.ofColumns(1, numbers);
  }
}
