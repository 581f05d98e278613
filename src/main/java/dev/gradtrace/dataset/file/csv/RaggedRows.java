package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** Rows whose number of cells differs from the number of columns. */
final class RaggedRows {

  /** Comment markers of common tools. */
  private static final List<String> COMMENTS = List.of("#", "%", "//", "--", "!");

  private final TableShape shape;
  private long count;
  private long line;
  private int size;
  private String comment = "";

  RaggedRows(TableShape shape) {
    this.shape = shape;
  }

  /** Whether a row has one cell per column; if not, it is counted. */
  boolean fits(CsvCells cells) {
    int width = shape.width();
    if (cells.size() == width || isLonger(cells) && isEmptyFrom(width, cells)) {
      return true;
    }
    if (count++ == 0) {
      line = cells.line();
      size = cells.size();
      comment = mark(cells.text(0));
    }
    return false;
  }

  private boolean isLonger(CsvCells cells) {
    return cells.size() > shape.width() && cells.size() <= shape.width() + shape.emptyEnd();
  }

  private static boolean isEmptyFrom(int first, CsvCells cells) {
    for (int i = first; i < cells.size(); i++) {
      if (!cells.isEmpty(i)) {
        return false;
      }
    }
    return true;
  }

  /** The comment marker that a line begins with; empty if none. */
  private static String mark(String text) {
    return COMMENTS.stream().filter(text.stripLeading()::startsWith).findFirst().orElse("");
  }

  /** Notes one fault for all ragged rows. */
  void note(Faults faults) {
    faults.unless(
        count == 0,
        "file",
        "line %d has %s, %s%s%s%s",
        line,
        Figures.counted(size, "column"),
        "the others have " + shape.width(),
        count > 1 ? "; so or otherwise " + Figures.counted(count - 1, "more line") : "",
        comment.isEmpty() ? "" : "; if it is a comment, send comment=" + comment,
        count > 2
            ? ": another character may separate the cells (separator=), or quotes be missing"
            : "");
  }
}
