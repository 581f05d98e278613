package dev.gradtrace.docs;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a document says that a command prints. White space does not count, {@code …} stands for
 * anything, and a number for all that round to it.
 */
public final class Quotation {

  private static final String ANYTHING = "…";
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*|" + NUMBER.pattern() + "|\\S");

  private final List<String> quoted;

  public Quotation(String text) {
    this.quoted = tokens(text);
  }

  /** Whether it may stand for what was printed. */
  public boolean standsFor(String printed) {
    List<String> tokens = tokens(printed);
    // reached[j]: the quotation so far stands for the first j tokens
    boolean[] reached = new boolean[tokens.size() + 1];
    reached[0] = true;
    for (String expected : quoted) {
      boolean[] next = new boolean[reached.length];
      for (int j = 0; j < reached.length; j++) {
        if (expected.equals(ANYTHING)) {
          next[j] = reached[j] || (j > 0 && next[j - 1]);
        } else {
          next[j] = j > 0 && reached[j - 1] && isSame(expected, tokens.get(j - 1));
        }
      }
      reached = next;
    }
    return reached[tokens.size()];
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }

  private static boolean isSame(String expected, String printed) {
    if (expected.equals(printed)) {
      return true;
    }
    return NUMBER.matcher(expected).matches()
        && NUMBER.matcher(printed).matches()
        && roundsTo(new BigDecimal(expected), new BigDecimal(printed));
  }

  private static boolean roundsTo(BigDecimal shown, BigDecimal exact) {
    BigDecimal twice = exact.subtract(shown).abs().multiply(BigDecimal.valueOf(2));
    return twice.compareTo(shown.ulp()) <= 0;
  }
}
