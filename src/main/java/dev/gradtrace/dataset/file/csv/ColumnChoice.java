package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file are read.
 *
 * @param member of a request that says so
 * @param references to the columns, as they are written; empty for all columns
 * @param areKept whether these columns are read, or all others
 */
public record ColumnChoice(String member, List<String> references, boolean areKept) {

  /** All columns. */
  public static final ColumnChoice ALL = new ColumnChoice("ignoreColumns", List.of(), false);

  public ColumnChoice {
    references = List.copyOf(references);
  }

  /** The choice in these fields of a request. */
  public static ColumnChoice of(
      @Nullable List<String> columns, @Nullable List<String> ignoreColumns) {
    InvalidSpec.unless(
        columns == null || ignoreColumns == null,
        "ignoreColumns",
        "cannot stand beside columns: either names what is read, or what is not");
    if (columns != null) {
      return new ColumnChoice("columns", columns, true);
    }
    return ignoreColumns == null ? ALL : new ColumnChoice("ignoreColumns", ignoreColumns, false);
  }
}
