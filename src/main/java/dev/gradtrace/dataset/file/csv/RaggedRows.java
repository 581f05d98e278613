package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.validation.Faults;

/** Rows that have not one cell per column. */
final class RaggedRows {

  private final TableShape shape;
  private long count;
  private long line;
  private int size;

  RaggedRows(TableShape shape) {
    this.shape = shape;
  }

  /** Whether a row has one cell per column; it is noted if not. */
  boolean fits(CsvCells cells) {
    int width = shape.width();
    if (cells.size() == width
        || shape.endsWithSeparator() && cells.size() == width + 1 && cells.isEmpty(width)) {
      return true;
    }
    if (count++ == 0) {
      line = cells.line();
      size = cells.size();
    }
    return false;
  }

  /** Notes the fault of all of them. */
  void note(Faults faults) {
    faults.unless(
        count == 0,
        "file",
        "line %d has %s, %s%s%s",
        line,
        CsvRefusal.counted(size, "column"),
        "the others have " + shape.width(),
        count > 1 ? "; so or otherwise " + CsvRefusal.counted(count - 1, "more line") : "",
        count > 2
            ? ": another character may separate the cells (separator=), or quotes be missing"
            : "");
  }
}
