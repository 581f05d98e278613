package dev.gradtrace.dataset;

/** Parses decimal numbers with a dot or a comma and an optional exponent. */
public final class DecimalNumber {

  /** Whole numbers of up to 15 digits are exact in a double. */
  private static final int EXACT_DIGITS = 15;

  /** All powers of ten that are exact in a double, 10⁰ to 10²². */
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final char POINT = '.';

  private DecimalNumber() {}

  /** The number that a text holds; NaN if there is none, or it is not finite. */
  public static double parse(String text) {
    return parse(text, POINT);
  }

  /**
   * The number that a text with this decimal mark holds; NaN if there is none, or it is not finite.
   */
  public static double parse(String text, char mark) {
    return parse(text.toCharArray(), 0, text.length(), mark);
  }

  /**
   * The number in the characters from {@code start} (inclusive) to {@code end} (exclusive); NaN if
   * there is none, or it is not finite.
   *
   * @param mark decimal mark
   */
  public static double parse(char[] text, int start, int end, char mark) {
    double value = parseShort(text, start, end, mark);
    return Double.isNaN(value) && isDecimal(text, start, end, mark)
        ? finite(Double.parseDouble(new String(text, start, end - start).replace(mark, POINT)))
        : value;
  }

  /**
   * Parses a number of at most 15 digits without exponent; NaN for any other text. Digits and power
   * of ten are exact, so their quotient is rounded only once, correctly.
   *
   * @see <a href="https://doi.org/10.1145/93542.93557">Clinger 1990, How to read floating point
   *     numbers accurately</a>
   */
  private static double parseShort(char[] text, int start, int end, char mark) {
    boolean isNegative = start < end && text[start] == '-';
    int first = isNegative ? start + 1 : start;
    long digits = 0;
    int significant = 0;
    int markAt = -1;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        significant += digits == 0 ? 0 : 1;
      } else if (text[i] == mark && markAt < 0) {
        markAt = i;
      } else {
        return Double.NaN;
      }
    }
    int fraction = markAt < 0 ? 0 : end - markAt - 1;
    boolean hasDigit = end - first > (markAt < 0 ? 0 : 1);
    if (!hasDigit || significant > EXACT_DIGITS || fraction >= POWERS_OF_TEN.length) {
      return Double.NaN;
    }
    double value = digits / POWERS_OF_TEN[fraction];
    return isNegative ? -value : value;
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  public static boolean isNumber(String text) {
    return isNumber(text, POINT);
  }

  public static boolean isNumber(String text, char mark) {
    return !Double.isNaN(parse(text, mark));
  }

  public static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Long.MAX_VALUE;
  }

  /**
   * Whether a text is a sign, digits around at most one mark, and an exponent. An exception for
   * each date or telephone number would take longer than all else of a file.
   */
  private static boolean isDecimal(char[] text, int start, int end, char mark) {
    int from = afterSign(text, start, end);
    int at = afterDigits(text, from, end);
    int digits = at - from;
    if (at < end && text[at] == mark) {
      int fraction = at + 1;
      at = afterDigits(text, fraction, end);
      digits += at - fraction;
    }
    if (digits > 0 && at < end && (text[at] == 'e' || text[at] == 'E')) {
      int exponent = afterSign(text, at + 1, end);
      at = afterDigits(text, exponent, end);
      digits = at - exponent;
    }
    return digits > 0 && at == end;
  }

  private static int afterSign(char[] text, int at, int end) {
    return at < end && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
  }

  private static int afterDigits(char[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }
}
