package dev.gradtrace.dataset.file.csv;

import static java.util.stream.Collectors.joining;

import dev.gradtrace.dataset.DecimalNumber;
import dev.gradtrace.dataset.file.csv.text.Beginning;
import dev.gradtrace.dataset.file.csv.text.CellPattern;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Guesses whether the first row is a header.
 *
 * <p>It is if a column is referenced by a name in it; if it has text above numbers, or a number
 * above text; if its numbers are evenly spaced, like 0, 1, 2, …, and those of the rows below are
 * not; or if everything is text, and none of its cells recurs in columns with repeated values.
 */
record HeaderGuess(boolean isHeader, List<String> notes) {

  private static final int FEW = 3;
  private static final int MANY = 8;

  static HeaderGuess of(Beginning beginning, Decimal decimal, ReadingOptions options) {
    if (namesReferences(beginning.rows().get(0), options)) {
      return new HeaderGuess(true, List.of());
    }
    return beginning.rows().size() == 1
        ? new HeaderGuess(false, List.of())
        : new Evidence(beginning, decimal, new Gaps(options.cells().missingValues())).guess();
  }

  /** Whether the request refers to a column by one of these names. */
  static boolean namesReferences(List<String> names, ReadingOptions options) {
    Set<String> known = new HashSet<>(names);
    names.stream().filter(name -> isPosition(name, names.size())).forEach(known::remove);
    return Stream.concat(
            options.targets().references().stream(), options.columns().references().stream())
        .anyMatch(reference -> isNameIn(known, reference));
  }

  private static boolean isNameIn(Set<String> first, String reference) {
    return first.contains(reference)
        || Stream.of(reference.split(",", -1)).map(String::strip).anyMatch(first::contains);
  }

  /** Whether a name may be the position of one of so many columns, counted from 0 or from 1. */
  private static boolean isPosition(String name, int width) {
    return Math.abs(DecimalNumber.parse(name)) <= width;
  }

  /** Evidence for a header, column by column. */
  private static final class Evidence {

    private final Beginning beginning;
    private final Decimal decimal;
    private final Gaps gaps;
    private final List<String> first;
    private final List<Double> numbers = new ArrayList<>();
    private int textAboveNumbers;
    private int numbersAboveText;
    private int fractionsBelow;
    private int newText;
    private int oldText;
    private int repeating;

    Evidence(Beginning beginning, Decimal decimal, Gaps gaps) {
      this.beginning = beginning;
      this.decimal = decimal;
      this.gaps = gaps;
      this.first = beginning.rows().get(0);
      int shift = first.size() == beginning.usualSize() - 1 ? 1 : 0;
      for (int column = 0; column < first.size(); column++) {
        weigh(first.get(column), beginning.below(column + shift));
      }
    }

    private void weigh(String top, List<String> below) {
      List<String> values = below.stream().filter(cell -> !gaps.isWord(cell)).toList();
      long numbersBelow = values.stream().filter(this::isNumberLike).count();
      boolean areNumbers = !values.isEmpty() && 2 * numbersBelow >= values.size();
      if (isNumber(top)) {
        numbers.add(DecimalNumber.parse(top, decimal.character()));
        numbersAboveText += !values.isEmpty() && numbersBelow == 0 ? 1 : 0;
        fractionsBelow += areNumbers && values.stream().anyMatch(this::isFraction) ? 1 : 0;
      } else if (isText(top)) {
        textAboveNumbers += areNumbers ? 1 : 0;
        newText += areNumbers || values.contains(top) ? 0 : 1;
        oldText += !areNumbers && values.contains(top) ? 1 : 0;
        repeating += new HashSet<>(values).size() < values.size() ? 1 : 0;
      }
    }

    private boolean isText(String top) {
      CellPattern pattern = CellPattern.of(top, decimal);
      return !gaps.isWord(top) && !pattern.isNumberLike() && pattern != CellPattern.PERHAPS_MISSING;
    }

    /** Whether a cell holds a number in any notation. */
    private boolean isNumberLike(String cell) {
      return isNumber(cell) || CellPattern.of(cell, decimal).isNumberLike();
    }

    private boolean isNumber(String cell) {
      return DecimalNumber.isNumber(cell, decimal.character());
    }

    private boolean isFraction(String cell) {
      return cell.indexOf(decimal.character()) >= 0;
    }

    HeaderGuess guess() {
      if (textAboveNumbers > 0 && (areWhole() || 2 * textAboveNumbers >= first.size())
          || numbersAboveText > 0 && oldText == 0) {
        return new HeaderGuess(true, List.of());
      }
      if (numbers.isEmpty()) {
        return new HeaderGuess(oldText == 0 && newText > 0 && 2 * repeating >= newText, List.of());
      }
      return oldText == 0 && areWhole() ? ofNumbers() : new HeaderGuess(false, List.of());
    }

    /** Whether the numbers of the first row are integers. */
    private boolean areWhole() {
      return numbers.stream().allMatch(DecimalNumber::isWhole);
    }

    private HeaderGuess ofNumbers() {
      boolean areNames =
          isEvenlySpaced(numbers)
              && !isSecondEvenlySpaced()
              && (isCounted() ? areFewNames() : areManyNames());
      String shown = shown();
      if (areNames) {
        return new HeaderGuess(
            true,
            List.of(
                "the first line (%s) was taken for the names of the columns: header=false takes it for data"
                    .formatted(shown)));
      }
      boolean isDoubtful =
          isCounted() && numbers.size() > 1 && !isSecondEvenlySpaced() && fractionsBelow > 0;
      return new HeaderGuess(
          false,
          isDoubtful
              ? List.of(
                  "the first line (%s) was taken for data: header=true takes it for the names of the columns"
                      .formatted(shown))
              : List.of());
    }

    private String shown() {
      String names =
          first.stream().filter(name -> !name.isEmpty()).limit(FEW).collect(joining(", "));
      return first.size() > FEW ? names + ", …" : names;
    }

    /** Whether the numbers are 0, 1, 2, … or 1, 2, 3, … */
    private boolean isCounted() {
      double start = numbers.get(0);
      return (start == 0 || start == 1)
          && numbers.get(numbers.size() - 1) == start + numbers.size() - 1;
    }

    private boolean areFewNames() {
      boolean isAboveFractions = 2 * fractionsBelow >= numbers.size();
      return isAboveFractions
              && numbers.size() + newText >= FEW
              && (numbers.size() >= FEW || newText > 0)
          || numbers.size() >= MANY
          || numbers.size() > FEW && newText > 0;
    }

    private boolean areManyNames() {
      boolean areYears = numbers.size() == FEW && numbers.stream().allMatch(Evidence::isYear);
      return (numbers.size() > FEW || areYears) && 2 * fractionsBelow >= numbers.size()
          || numbers.size() >= MANY;
    }

    private static boolean isYear(double number) {
      return number >= 1900 && number <= 2100;
    }

    private boolean isSecondEvenlySpaced() {
      List<Double> second = new ArrayList<>();
      List<String> row = beginning.rows().get(1);
      for (int column = 0; column < Math.min(first.size(), row.size()); column++) {
        if (isNumber(first.get(column)) && isNumber(row.get(column))) {
          second.add(DecimalNumber.parse(row.get(column), decimal.character()));
        }
      }
      return second.size() > 1
          && isEvenlySpaced(second)
          && (second.size() > 2 || isSpacedAs(second, numbers));
    }

    /** Whether two numbers, which are always evenly spaced, have the spacing of the others. */
    private static boolean isSpacedAs(List<Double> two, List<Double> others) {
      return two.get(1) - two.get(0) == others.get(1) - others.get(0);
    }

    private static boolean isEvenlySpaced(List<Double> numbers) {
      if (numbers.size() < 2) {
        return true;
      }
      double step = numbers.get(1) - numbers.get(0);
      for (int i = 2; i < numbers.size(); i++) {
        if (numbers.get(i) - numbers.get(i - 1) != step) {
          return false;
        }
      }
      return step != 0;
    }
  }
}
