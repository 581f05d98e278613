package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The faults of targets: the first cell of each kind, and the number of further ones. */
final class TargetFaults {

  private final List<TargetFaults> taken = new ArrayList<>();
  private @Nullable String first;
  private long line;
  private int column;
  private long count;

  /** Counts a faulty cell. */
  void note(CsvCells cells, int column, String reason) {
    note(cells, column, () -> "'" + Fault.shorten(cells.text(column)) + "' " + reason);
  }

  /** Counts a missing label. */
  void gap(CsvCells cells, int column) {
    note(cells, column, () -> "is missing, and labels have no mean: send missing=drop_rows");
  }

  private void note(CsvCells cells, int column, Supplier<String> words) {
    if (count++ == 0) {
      first = words.get();
      line = cells.line();
      this.column = column;
    }
  }

  boolean areNone() {
    return count == 0;
  }

  /** Adopts the faults of {@code other}; true if it has none. */
  boolean take(TargetFaults other) {
    if (!other.areNone()) {
      taken.add(other);
    }
    return other.areNone();
  }

  /** The faults as sentences. */
  List<String> words(ColumnNames names) {
    return taken.stream().map(fault -> fault.inWords(names)).toList();
  }

  private String inWords(ColumnNames names) {
    String more = count == 1 ? "" : "; so " + Figures.counted(count - 1, "more cell");
    return names.place(line, column) + ": " + first + more;
  }
}
