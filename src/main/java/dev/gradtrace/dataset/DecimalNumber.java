package dev.gradtrace.dataset;

/** Numbers as people write them in files: decimal, with a dot and perhaps an exponent. */
final class DecimalNumber {

  private DecimalNumber() {}

  /** The number a text stands for; NaN if it is none or not finite. */
  static double parse(String text) {
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

  static boolean isNumber(String text) {
    return !Double.isNaN(parse(text));
  }

  static boolean isWhole(double value) {
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
