package dev.gradtrace.dataset;

/** Numbers as files hold them: decimal, with a dot and perhaps an exponent. */
public final class DecimalNumber {

  /** Whole numbers of so many digits are doubles. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private DecimalNumber() {}

  /** The number a text stands for; NaN if it is none or not finite. */
  public static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** The number that the characters from {@code start} up to {@code end} stand for, or NaN. */
  public static double parse(char[] text, int start, int end) {
    double value = parseShort(text, start, end);
    return Double.isNaN(value) ? parseAny(new String(text, start, end - start)) : value;
  }

  /**
   * The number that a few digits stand for, with or without minus and dot; NaN for any other text.
   * Digits and power of ten are exact, so that their quotient is rounded only once.
   *
   * @see <a href="https://doi.org/10.1145/93542.93557">Clinger 1990, How to read floating point
   *     numbers accurately</a>
   */
  private static double parseShort(char[] text, int start, int end) {
    boolean isNegative = start < end && text[start] == '-';
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (int i = isNegative ? start + 1 : start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        count++;
      } else if (text[i] == '.' && fraction < 0) {
        fraction = count;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return Double.NaN;
    }
    double value = fraction < 0 ? digits : digits / POWERS_OF_TEN[count - fraction];
    return isNegative ? -value : value;
  }

  private static double parseAny(String text) {
    if (!mayBeNumber(text)) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  public static boolean isNumber(String text) {
    return !Double.isNaN(parse(text));
  }

  public static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Long.MAX_VALUE;
  }

  /** Keeps out what Java alone takes for a number: {@code 1d}, {@code 0x1p3}, {@code NaN}. */
  private static boolean mayBeNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ordinary =
          c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
      if (!ordinary) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
