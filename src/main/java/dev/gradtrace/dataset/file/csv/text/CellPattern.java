package dev.gradtrace.dataset.file.csv.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of cells that hold no number. */
public enum CellPattern {
  MISSING("missing values"),
  DECIMAL_COMMA("decimal commas"),
  DECIMAL_POINT("decimal points"),
  COMMA_OR_THOUSANDS("commas that are those of decimals or of thousands"),
  THOUSANDS("separators of thousands"),
  PERCENT("percent signs"),
  CURRENCY("signs of currencies"),
  SIGNS("minus signs or exponents in another form"),
  NUMBERED("values behind the numbers of their features, as LIBSVM has them,"),
  NOT_FINITE("numbers that are not finite"),
  DATE("dates"),
  TRUTH("truth values"),
  PERHAPS_MISSING("what may stand for missing values"),
  TEXT("text");

  private static final int LONGEST_NUMBER = 40;

  /** What words mean, in small letters. */
  private static final Map<String, CellPattern> WORDS =
      Stream.of(
              words(TRUTH, "true", "false", "yes", "no"),
              words(NOT_FINITE, "inf", "-inf", "+inf", "infinity", "-infinity", "+infinity"),
              words(NOT_FINITE, "\u221e", "-\u221e"),
              words(PERHAPS_MISSING, "n/a", "na", "n.a.", "none", "nil", "-", "--", "---", "."),
              words(PERHAPS_MISSING, "..", "...", "*", "missing", "undefined", "unknown", "#n/a"),
              words(PERHAPS_MISSING, "<na>", "#div/0!", "#value!", "#ref!", "#num!", "nan%"))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Pattern ANY_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
  private static final Pattern ANY_POINT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern ONE_GROUP = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern GROUPS =
      Pattern.compile(
          "[+-]?\\d{1,3}(?:(?:,\\d{3})+(?:\\.\\d*)?|(?:\\.\\d{3})+(?:,\\d*)?"
              + "|(?:[ '\u2019\u00a0\u202f]\\d{3})+(?:[.,]\\d*)?)");

  /**
   * A typographic or trailing minus sign, parentheses for negative numbers, the D exponent of
   * Fortran.
   */
  private static final Pattern OTHER_SIGNS =
      Pattern.compile(
          "\u2212[\\d.,]+([eE][+\u2212-]?\\d+)?|\\([\\d.,]+\\)|[\\d.,]*\\d-"
              + "|[+-]?\\d*\\.\\d*[dD][+-]?\\d+");

  private static final Pattern CURRENCIES =
      Pattern.compile("\\(?[+-]?[$€£¥₹] ?[+-]?[\\d.,]+\\)?|[+-]?[\\d.,]+ ?[$€£¥₹]");
  private static final Pattern DATES =
      Pattern.compile(
          "\\d{1,4}([-/.])\\d{1,2}\\1\\d{1,4}([ T].*)?|\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[aApP][mM])?"
              + "|\\d{1,2}[- .]+\\p{L}{3,9}[- .,]+\\d{2,4}([ T].*)?|\\d{4}-\\d{2}");

  private static final Pattern NUMBER_AND_VALUE =
      Pattern.compile("\\d+:[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final String words;

  CellPattern(String words) {
    this.words = words;
  }

  /** A description of such cells. */
  public String words() {
    return words;
  }

  /** Whether such a cell is a number in another notation. */
  public boolean isNumberLike() {
    return ordinal() >= DECIMAL_COMMA.ordinal() && ordinal() <= NOT_FINITE.ordinal();
  }

  /** The pattern of a cell that holds no number with this decimal mark. */
  public static CellPattern of(String cell, Decimal decimal) {
    if (cell.length() > LONGEST_NUMBER) {
      return TEXT;
    }
    if (hasDigit(cell)) {
      return ofDigits(cell, decimal);
    }
    return ofWord(cell);
  }

  private static List<Map.Entry<String, CellPattern>> words(CellPattern meaning, String... words) {
    return Stream.of(words).map(word -> Map.entry(word, meaning)).toList();
  }

  private static CellPattern ofWord(String cell) {
    return WORDS.getOrDefault(cell.toLowerCase(Locale.ROOT), TEXT);
  }

  private static boolean hasDigit(String cell) {
    return hasAny(cell, "0123456789");
  }

  private static boolean hasAny(String cell, String characters) {
    for (int i = 0; i < cell.length(); i++) {
      if (characters.indexOf(cell.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static CellPattern ofDigits(String cell, Decimal decimal) {
    char first = cell.charAt(0);
    if (Character.isLetter(first)) {
      return ofWord(cell);
    }
    if (mayHaveOtherSign(cell) && OTHER_SIGNS.matcher(cell).matches()) {
      return SIGNS;
    }
    if (hasLetterButExponent(cell)) {
      return DATES.matcher(cell).matches() ? DATE : TEXT;
    }
    return ofNumberLike(cell, decimal);
  }

  private static boolean mayHaveOtherSign(String cell) {
    return cell.endsWith("-") || hasAny(cell, "\u2212(dD");
  }

  private static boolean hasLetterButExponent(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (Character.isLetter(c) && c != 'e' && c != 'E') {
        return true;
      }
    }
    return false;
  }

  private static CellPattern ofNumberLike(String cell, Decimal decimal) {
    boolean hasComma = cell.indexOf(',') >= 0;
    boolean hasPoints = cell.indexOf('.') != cell.lastIndexOf('.');
    if ((hasPoints || hasAny(cell, "-/:")) && DATES.matcher(cell).matches()) {
      return DATE;
    }
    if (cell.indexOf('%') >= 0) {
      return PERCENT;
    }
    if (hasAny(cell, "$€£¥₹") && CURRENCIES.matcher(cell).matches()) {
      return CURRENCY;
    }
    if (hasComma && decimal == Decimal.POINT && ONE_GROUP.matcher(cell).matches()) {
      return COMMA_OR_THOUSANDS;
    }
    if (hasComma && ANY_COMMA.matcher(cell).matches()) {
      return decimal == Decimal.POINT ? DECIMAL_COMMA : NOT_FINITE;
    }
    if (!hasComma && !hasPoints && ANY_POINT.matcher(cell).matches()) {
      return decimal == Decimal.COMMA && cell.indexOf('.') >= 0 ? DECIMAL_POINT : NOT_FINITE;
    }
    if (cell.indexOf(':') >= 0 && NUMBER_AND_VALUE.matcher(cell).matches()) {
      return NUMBERED;
    }
    return GROUPS.matcher(cell).matches() ? THOUSANDS : TEXT;
  }
}
