package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the columns of a CSV file that hold targets or labels; all others are inputs.
 *
 * <p>A column is referred to by its name in the header or by its position: 0 is the first, −1 the
 * last.
 */
public sealed interface CsvTargets {

  /** The selection by two members of a request; the last column if both are null. */
  static CsvTargets of(@Nullable List<String> targetColumns, @Nullable String labelColumn) {
    InvalidSpec.unless(
        targetColumns == null || labelColumn == null,
        "labelColumn",
        "cannot stand beside targetColumns: a file has either labels or targets");
    if (labelColumn != null) {
      return new LabelColumn(labelColumn);
    }
    return targetColumns == null ? new LastColumn() : new TargetColumns(targetColumns);
  }

  /** The references as they are written. */
  List<String> references();

  /** The references, with lists in a single text split, given the names of the file. */
  default List<String> references(ColumnNames names) {
    return references();
  }

  /** Pointer to a reference in the request. */
  String pointer(int reference);

  /** Columns of numeric targets of a regression. */
  record TargetColumns(List<String> references) implements CsvTargets {

    public TargetColumns {
      references = List.copyOf(references);
      InvalidSpec.unless(!references.isEmpty(), "targetColumns", "must name at least one column");
    }

    @Override
    public List<String> references(ColumnNames names) {
      return names.split(references);
    }

    @Override
    public String pointer(int reference) {
      return "targetColumns/" + reference;
    }
  }

  /**
   * One column of class labels. Whole numbers from 0 are the classes themselves; other labels,
   * numbers or text, are numbered in ascending order.
   */
  record LabelColumn(String column) implements CsvTargets {

    @Override
    public List<String> references() {
      return List.of(column);
    }

    @Override
    public String pointer(int reference) {
      return "labelColumn";
    }
  }

  /**
   * The last column: labels if all cells are text, or whole numbers of at most 20 distinct values
   * that occur twice or more on average; else a target of a regression.
   */
  record LastColumn() implements CsvTargets {

    @Override
    public List<String> references() {
      return List.of("-1");
    }

    @Override
    public String pointer(int reference) {
      return "file";
    }
  }
}
