package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the columns of a file to read.
 *
 * @param member name of the request member with the selection
 * @param references names or positions of columns as written in the request; if empty, all columns
 *     are read
 * @param areKept whether the columns are to be read; false if they are to be ignored
 */
public record ColumnChoice(String member, List<String> references, boolean areKept) {

  /** All columns. */
  public static final ColumnChoice ALL = new ColumnChoice("ignoreColumns", List.of(), false);

  public ColumnChoice {
    references = List.copyOf(references);
  }

  /** The selection by two members of a request, at most one of which may be given. */
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
