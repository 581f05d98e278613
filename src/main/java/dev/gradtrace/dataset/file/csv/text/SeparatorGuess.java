package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a separator fits the first rows: the best one gives almost all rows, and the first, the
 * same number of cells, and yields the most numbers.
 */
public record SeparatorGuess(
    Beginning beginning, boolean isConsistent, boolean fitsFirst, int numbers) {

  private static final int PERCENT = 100;
  private static final int CONSISTENT_PERCENT = 90;

  /** The earlier separator wins ties. */
  private static final Comparator<SeparatorGuess> FIT =
      Comparator.comparing(SeparatorGuess::isConsistent)
          .thenComparing(SeparatorGuess::fitsFirst)
          .thenComparing(SeparatorGuess::numbers)
          .thenComparing(guess -> -guess.beginning.dialect().separator().ordinal());

  /** The first rows, cut by the separator that fits best. */
  public static Beginning best(CsvText text, @Nullable Comment comment) {
    return Arrays.stream(Separator.values())
        .map(separator -> Dialect.of(separator, comment, text.beginning()))
        .map(dialect -> Beginning.of(text.beginning(), text.isWhole(), dialect))
        .map(SeparatorGuess::of)
        .max(FIT)
        .orElseThrow()
        .beginning();
  }

  private static SeparatorGuess of(Beginning beginning) {
    List<List<String>> rows = beginning.rows();
    int usual = beginning.usualSize();
    long usualRows = rows.stream().filter(row -> row.size() == usual).count();
    int first = rows.isEmpty() ? 0 : rows.get(0).size();
    return new SeparatorGuess(
        beginning,
        usual >= 2 && PERCENT * usualRows >= CONSISTENT_PERCENT * (rows.size() - 1L),
        first == usual || first == usual - 1 && first > 1,
        percentOfNumbers(rows));
  }

  private static int percentOfNumbers(List<List<String>> rows) {
    List<String> cells =
        rows.stream().flatMap(List::stream).filter(cell -> !cell.isEmpty()).toList();
    long numbers = cells.stream().filter(SeparatorGuess::holdsNumber).count();
    return cells.isEmpty() ? 0 : (int) (PERCENT * numbers / cells.size());
  }

  private static boolean holdsNumber(String cell) {
    return DecimalNumber.isNumber(cell) || DecimalNumber.isNumber(cell, Decimal.COMMA.character());
  }
}
