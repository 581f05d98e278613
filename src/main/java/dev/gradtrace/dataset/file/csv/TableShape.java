package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.Beginning;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.dataset.file.csv.text.DecimalGuess;
import dev.gradtrace.dataset.file.csv.text.Dialect;
import dev.gradtrace.dataset.file.csv.text.Layout;
import dev.gradtrace.dataset.file.csv.text.Preamble;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns and the layout of a table.
 *
 * @param hasHeader whether the first row names the columns
 * @param emptyEnd number of trailing columns without name or value
 * @param notes sentences on guesses
 */
record TableShape(
    ColumnNames names, Decimal decimal, boolean hasHeader, int emptyEnd, List<String> notes) {

  /** Determines the shape from the first rows, at least one. */
  static TableShape of(Beginning beginning, Preamble preamble, ReadingOptions options) {
    Layout layout = options.layout();
    Decimal decimal = layout.decimal() == null ? DecimalGuess.of(beginning) : layout.decimal();
    HeaderGuess guess =
        layout.header() == null
            ? HeaderGuess.of(beginning, decimal, options)
            : new HeaderGuess(layout.header(), List.of());
    List<String> header = guess.isHeader() ? beginning.rows().get(0) : List.of();
    int emptyEnd = emptyEnd(beginning, header);
    int width = beginning.usualSize() - emptyEnd;
    if (layout.header() == null && !guess.isHeader()) {
      header = commented(beginning.dialect(), preamble, width, options);
    }
    List<String> notes = new ArrayList<>(preamble.notes(layout));
    notes.addAll(guess.notes());
    if (emptyEnd > 1) {
      notes.add(emptyEnd + " columns at the end have neither name nor value and were left out");
    }
    return new TableShape(
        new ColumnNames(width, fitted(header, width)), decimal, guess.isHeader(), emptyEnd, notes);
  }

  /**
   * The names in the last comment, if it has one per column and a reference of the request matches;
   * else empty.
   */
  private static List<String> commented(
      Dialect dialect, Preamble preamble, int width, ReadingOptions options) {
    List<List<String>> rows = Beginning.of(preamble.lastComment(), true, dialect).rows();
    boolean areNames =
        rows.size() == 1
            && rows.get(0).size() == width
            && HeaderGuess.namesReferences(rows.get(0), options);
    return areNames ? rows.get(0) : List.of();
  }

  /**
   * Number of trailing cells that are empty in every row, including the header if it has as many
   * cells.
   */
  private static int emptyEnd(Beginning beginning, List<String> header) {
    int usual = beginning.usualSize();
    List<List<String>> rows =
        beginning.rows().stream()
            .skip(header.isEmpty() ? 0 : 1)
            .filter(row -> row.size() == usual)
            .toList();
    int end = usual;
    while (end > 1 && !rows.isEmpty() && isEmpty(end - 1, header, rows)) {
      end--;
    }
    return usual - end;
  }

  private static boolean isEmpty(int column, List<String> header, List<List<String>> rows) {
    return (header.size() <= column || header.get(column).isEmpty())
        && rows.stream().allMatch(row -> row.get(column).isEmpty());
  }

  /**
   * The header with one name per column: tables of R omit the name of the row-name column, a title
   * is one name for all.
   *
   * @throws InvalidSpec if names and columns do not belong together
   */
  private static List<String> fitted(List<String> header, int width) {
    if (header.isEmpty() || header.size() == width) {
      return header;
    }
    boolean hasTooFew = header.size() < width - 1 && header.size() > 1;
    boolean hasTooMany =
        header.size() > width && header.stream().skip(width).anyMatch(name -> !name.isEmpty());
    InvalidSpec.unless(
        !hasTooFew && !hasTooMany,
        "file",
        "line 1 has %d names, the others have %d columns: another character may separate the cells"
            + " (separator=), or quotes be missing, such as around decimal commas",
        header.size(),
        width);
    List<String> names = new ArrayList<>(header.subList(0, Math.min(header.size(), width)));
    while (names.size() < width) {
      names.add(header.size() == width - 1 ? 0 : names.size(), "");
    }
    return names;
  }

  /** Number of columns. */
  int width() {
    return names.width();
  }
}
