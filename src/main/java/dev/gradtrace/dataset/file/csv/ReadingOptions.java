package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.Layout;

/**
 * How a CSV file is to be read.
 *
 * @param targets which columns hold the targets
 * @param columns which columns are read
 */
public record ReadingOptions(
    Layout layout, CsvTargets targets, ColumnChoice columns, CellRules cells) {

  /** Everything is found out, all columns are read, and cells without a number are refused. */
  public static ReadingOptions of(CsvTargets targets) {
    return new ReadingOptions(Layout.AUTO, targets, ColumnChoice.ALL, CellRules.STRICT);
  }
}
