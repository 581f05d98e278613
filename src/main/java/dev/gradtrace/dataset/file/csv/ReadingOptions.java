package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.Layout;

/**
 * The options for reading a CSV file.
 *
 * @param targets the target columns
 * @param columns the columns to read
 */
public record ReadingOptions(
    Layout layout, CsvTargets targets, ColumnChoice columns, CellRules cells) {

  /**
   * Default options: the layout is guessed, all columns are read, cells without a number are
   * refused.
   */
  public static ReadingOptions of(CsvTargets targets) {
    return new ReadingOptions(Layout.AUTO, targets, ColumnChoice.ALL, CellRules.STRICT);
  }
}
