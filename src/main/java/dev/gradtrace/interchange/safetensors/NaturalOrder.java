package dev.gradtrace.interchange.safetensors;

import java.math.BigInteger;
import java.util.Comparator;

/** Names with their numbers as numbers: {@code 2.weight} before {@code 10.weight}. */
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
        order =
            new BigInteger(one.substring(i, iEnd))
                .compareTo(new BigInteger(other.substring(j, jEnd)));
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

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
