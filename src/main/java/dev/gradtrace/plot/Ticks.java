package dev.gradtrace.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ticks of an axis.
 *
 * @param at positions
 * @param labels one label per position
 */
record Ticks(List<Double> at, List<String> labels) {

  private static final int MOST_DECADES = 8;
  private static final double DECADES_WITHOUT_PARTS = 3;
  private static final int MOST_NUMBERS = 10;
  private static final int MOST_PLAIN_EXPONENT = 3;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** Ticks of an axis whose positions are log₁₀ of the labelled values. */
  static Ticks logarithmic(Extent places) {
    double low = places.low();
    double high = places.high();
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    int stride = niceStride((long) (high - low), MOST_DECADES);
    int[] parts = high - low < DECADES_WITHOUT_PARTS ? new int[] {1, 2, 5} : new int[] {1};
    for (int decade = (int) Math.floor(low); decade <= Math.ceil(high); decade++) {
      for (int part : parts) {
        double place = decade + Math.log10(part);
        if (place >= low && place <= high && Math.floorMod(decade, stride) == 0) {
          at.add(place);
          labels.add(power(part, decade));
        }
      }
    }
    return new Ticks(at, labels);
  }

  private static String power(int part, int exponent) {
    if (Math.abs(exponent) <= MOST_PLAIN_EXPONENT) {
      return exponent < 0
          ? String.format(Locale.ROOT, "%." + -exponent + "f", part * Math.pow(10, exponent))
          : Long.toString(part * Math.round(Math.pow(10, exponent)));
    }
    return (part == 1 ? "" : part + "·") + "10" + superscript(exponent);
  }

  private static String superscript(int number) {
    StringBuilder text = new StringBuilder(number < 0 ? "⁻" : "");
    Integer.toString(Math.abs(number))
        .chars()
        .forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
    return text.toString();
  }

  /** Ticks of an axis of steps. */
  static Ticks steps(Extent steps) {
    int stride = niceStride((long) (steps.high() - steps.low()), MOST_NUMBERS);
    List<Double> at = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (long n = -Math.floorDiv((long) -Math.ceil(steps.low()), stride) * stride;
        n <= steps.high();
        n += stride) {
      at.add((double) n);
      labels.add(String.format(Locale.ROOT, "%,d", n));
    }
    return new Ticks(at, labels);
  }

  /**
   * Ticks of rows 0, 1, …: all if there is room, else at regular intervals with the first and the
   * last.
   */
  static Ticks rows(List<String> labels, int most) {
    int last = labels.size() - 1;
    int stride = niceStride(labels.size(), most);
    List<Double> at = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (int row = 0; row <= last; row++) {
      boolean regular = (row + 1) % stride == 0 && last - row >= stride / 2.0;
      if (row == 0 || row == last || regular) {
        at.add((double) row);
        shown.add(labels.get(row));
      }
    }
    return new Ticks(at, shown);
  }

  /** The smallest of 1, 2, 5, 10, 20, … that leaves at most {@code most} ticks. */
  private static int niceStride(long count, int most) {
    for (int decade = 1; ; decade *= 10) {
      for (int part : new int[] {1, 2, 5}) {
        if (count <= (long) most * part * decade) {
          return part * decade;
        }
      }
    }
  }
}
