package dev.gradtrace.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Formats numbers for sentences: at most six digits in a row, infinities and NaN in words, and 0 %
 * or 100 % only where the share is exactly that.
 */
public final class Figures {

  private static final int DIGITS = 3;

  /** From here on numbers are written with a power of ten. */
  private static final double LARGE = 1e6;

  /** Numbers above it round to {@link #LARGE} at three digits. */
  private static final double LARGEST_ROUNDED = LARGE - 500;

  private static final double SMALL = 1e-3;

  /** Percentages above it are written as multiples. */
  private static final double MANY_PERCENT = 1e4;

  /** Smallest distance from 0 % and 100 % that is shown, in percentage points. */
  private static final double LEAST_PERCENT = 1e-3;

  /** Fits below it are all written alike. */
  private static final double LOWEST_FIT = -100;

  /** Smallest shown distance from a perfect fit. */
  private static final double LEAST_DISTANCE = 1e-5;

  private Figures() {}

  /** Three significant digits, integers in full: 0.125, 1797, 3.54e+09. */
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

  /** A count with its noun, in the plural if needed. */
  public static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** A share as a percentage: 12 %, 99.8 %, less than 0.001 %. */
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

  /** A percentage without decimals, except those needed to tell it from 0 and 100. */
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
   * A coefficient of determination: 1 for a perfect fit, 0 for a constant prediction, without lower
   * bound.
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

  /** A fit in place of another: a fit of 0.9 instead of 0.5; about the same fit of 0.5. */
  public static String fit(double there, double here) {
    String changed = fit(there);
    return changed.equals(fit(here))
        ? "about the same fit of " + changed
        : "a fit of %s instead of %s".formatted(changed, fit(here));
  }

  /** Layer numbers: layer 3; layers 1, 2, 3. */
  public static String layers(List<Integer> layers) {
    return layers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", layers.size() == 1 ? "layer " : "layers ", ""));
  }

  /** Layer numbers in ascending order, neighbours joined: layers 1–97, 99. */
  public static String rangesOfLayers(List<Integer> layers) {
    String ranges = ranges(layers);
    return (ranges.matches("\\d*") ? "layer " : "layers ") + ranges;
  }

  /** Numbers in ascending order, neighbours joined: 1–97, 99. */
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
