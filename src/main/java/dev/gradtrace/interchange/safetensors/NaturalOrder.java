package dev.gradtrace.interchange.safetensors;

import java.util.Comparator;

/** Orders names with numbers compared numerically: {@code 2.weight} before {@code 10.weight}. */
enum NaturalOrder implements Comparator<String> {
  NATURAL;

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = endOfDigits(one, i);
      int jEnd = endOfDigits(other, j);
      int order;
      if (iEnd > i && jEnd > j) {
        order = compareNumbers(one.substring(i, iEnd), other.substring(j, jEnd));
        i = iEnd;
        j = jEnd;
      } else {
        order = Character.compare(one.charAt(i++), other.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest == 0 ? one.compareTo(other) : rest;
  }

  /** Compares digit by digit: a name may have millions of digits. */
  private static int compareNumbers(String one, String other) {
    String first = one.substring(zeros(one));
    String second = other.substring(zeros(other));
    int longer = Integer.compare(first.length(), second.length());
    return longer == 0 ? first.compareTo(second) : longer;
  }

  private static int zeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
