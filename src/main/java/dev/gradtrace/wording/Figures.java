package dev.gradtrace.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Numbers as words of a sentence. None has more than six digits in a row, whatever the number; what
 * is not finite is said so; a share is 0 % or 100 % only where it is exactly that.
 */
public final class Figures {

  private static final int DIGITS = 3;

  /** From here on powers of ten are easier to read. */
  private static final double LARGE = 1e6;

  /** Above it three digits round to {@link #LARGE}. */
  private static final double LARGEST_ROUNDED = LARGE - 500;

  private static final double SMALL = 1e-3;

  /** Percent of a whole above which a multiple says nothing more. */
  private static final double MANY_PERCENT = 1e4;

  /** Percent that are told from 0 and 100. */
  private static final double LEAST_PERCENT = 1e-3;

  /** Below a constant answer by this much a fit says no more than that it is below. */
  private static final double LOWEST_FIT = -100;

  /** Distance from a perfect fit that is told. */
  private static final double LEAST_DISTANCE = 1e-5;

  private Figures() {}

  /** Three significant digits, or an integer as it is: 0.125, 1797, 3.54e+09. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGE) {
      return Long.toString((long) value);
    }
    return size >= SMALL && size < LARGEST_ROUNDED
        ? rounded(value, DIGITS)
        : String.format(Locale.ROOT, "%.2e", value);
  }

  /** Percent of a whole: 12 %, 99.8 %, less than 0.001 %. */
  public static String percent(double share) {
    if (Double.isNaN(share)) {
      return "an unknown share";
    }
    double percent = 100 * share;
    double size = Math.abs(percent);
    if (size > MANY_PERCENT) {
      return (percent < 0 ? "less than −" : "more than ") + "10 000 %";
    }
    if (size > 0 && size < LEAST_PERCENT) {
      return percent < 0 ? "just below 0 %" : "less than 0.001 %";
    }
    if (size != 100 && Math.abs(size - 100) < LEAST_PERCENT) {
      return (percent < 100 && percent > 0 || percent < -100 ? "just below " : "just above ")
          + (percent < 0 ? "−100 %" : "100 %");
    }
    return percentDigits(percent) + " %";
  }

  /** Whole percent, with as many decimals as tell them from 0 and 100. */
  private static String percentDigits(double percent) {
    double size = Math.abs(percent);
    double away = Math.min(size, Math.abs(100 - size));
    if (away == 0 || away >= 1) {
      return String.format(Locale.ROOT, "%.0f", percent);
    }
    int decimals = 1 - (int) Math.floor(Math.log10(away)) - 1;
    return BigDecimal.valueOf(percent)
        .setScale(Math.max(1, decimals), RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /**
   * A fit: 1 for a perfect one, 0 for that of a constant answer, without bound below it.
   *
   * @param value NaN where the loss is not a number
   */
  public static String fit(double value) {
    if (Double.isNaN(value) || value == Double.NEGATIVE_INFINITY) {
      return "no number at all";
    }
    if (value < LOWEST_FIT) {
      return "less than −100";
    }
    double away = 1 - value;
    if (away <= 0 || Math.abs(value) < SMALL) {
      return number(value);
    }
    if (away < LEAST_DISTANCE) {
      return "almost 1";
    }
    int digits = 1 - (int) Math.floor(Math.log10(away));
    return rounded(value, value > 0 ? Math.max(DIGITS, digits) : DIGITS);
  }

  /** Numbers of layers: layer 3; layers 1, 2, 3. */
  public static String layers(List<Integer> layers) {
    return layers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", layers.size() == 1 ? "layer " : "layers ", ""));
  }

  /** The same in ascending order, with neighbours together: layers 1–97, 99. */
  public static String rangesOfLayers(List<Integer> layers) {
    String ranges = ranges(layers);
    return (ranges.matches("\\d*") ? "layer " : "layers ") + ranges;
  }

  /** Numbers in ascending order, with neighbours together: 1–97, 99. */
  public static String ranges(List<Integer> numbers) {
    List<Integer> sorted = numbers.stream().distinct().sorted().toList();
    List<String> ranges = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < sorted.size(); i++) {
      if (i + 1 == sorted.size() || sorted.get(i + 1) > sorted.get(i) + 1) {
        ranges.add(sorted.get(from) + (i == from ? "" : "–" + sorted.get(i)));
        from = i + 1;
      }
    }
    return String.join(", ", ranges);
  }

  private static String rounded(double value, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }
}
