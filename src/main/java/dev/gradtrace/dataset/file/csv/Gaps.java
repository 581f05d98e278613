package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Recognises missing values: empty cells, and certain words. */
final class Gaps {

  private static final List<String> ALWAYS =
      List.of("", "NA", "NaN", "nan", "NAN", "-nan", "-NaN", "?", "null", "NULL", "Null");

  private final Set<String> words = new HashSet<>(ALWAYS);
  private final Set<Character> beginnings = new HashSet<>();
  private final double[] numbers;

  /**
   * @param more further words for a missing value; a number matches every cell of equal value
   */
  Gaps(List<String> more) {
    more.stream().map(String::strip).forEach(words::add);
    this.numbers =
        more.stream()
            .map(String::strip)
            .filter(DecimalNumber::isNumber)
            .mapToDouble(DecimalNumber::parse)
            .toArray();
    words.stream().filter(word -> !word.isEmpty()).forEach(word -> beginnings.add(word.charAt(0)));
  }

  /** Whether a number marks a missing value. */
  boolean isNumber(double value) {
    for (double number : numbers) {
      if (number == value) {
        return true;
      }
    }
    return false;
  }

  /** Whether a cell marks a missing value. */
  boolean isCell(CsvCells cells, int column, Decimal decimal) {
    return cells.isEmpty(column)
        || beginnings.contains(cells.first(column)) && isWord(cells.text(column))
        || numbers.length > 0 && isNumber(cells.number(column, decimal));
  }

  boolean isWord(String text) {
    return words.contains(text);
  }
}
