package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV file hold targets or labels; all others are inputs.
 *
 * <p>A column is referred to by its name in the header or by its position: 0 is the first, −1 the
 * last.
 */
public sealed interface CsvTargets {

  /** The columns in these fields of a request, or the last column if both are missing. */
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

  /** The columns meant, as they are written. */
  List<String> references();

  /** The columns meant, each by itself, where these are the names. */
  default List<String> references(ColumnNames names) {
    return references();
  }

  /** Where a request says so. */
  String pointer(int reference);

  /** Columns of numbers to approximate. */
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
   * One column of classes. Whole numbers from 0 are the classes themselves; other labels, numbers
   * or text, are numbered in ascending order.
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
   * The last column: labels if it is all text, or whole numbers of at most 20 values that occur
   * twice or more on average; else a target.
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
