package dev.gradtrace.web.media;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind, written as CSV or as JSON lines with the same columns in the same order. Can be
 * read once.
 *
 * @param rows with integers, doubles, texts, or null where a column has no value
 */
public record Table(List<String> columns, Stream<@Nullable Object[]> rows)
    implements Tabular, Stepwise {

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    for (String column : columns) {
      table.cell(column);
    }
    table.endRow();
    for (Iterator<@Nullable Object[]> each = rows.iterator(); each.hasNext(); ) {
      for (Object value : each.next()) {
        cell(value, table);
      }
      table.endRow();
    }
  }

  private static void cell(@Nullable Object value, CsvWriter table) throws IOException {
    if (value == null) {
      table.empty();
    } else if (value instanceof Double number) {
      table.cell((double) number);
    } else if (value instanceof Number whole) {
      table.cell(whole.longValue());
    } else {
      table.cell(value.toString());
    }
  }

  @Override
  public Stream<Map<String, @Nullable Object>> lines() {
    return rows.map(
        row -> {
          Map<String, @Nullable Object> line = new LinkedHashMap<>();
          Iterator<@Nullable Object> values = Arrays.asList(row).iterator();
          columns.forEach(column -> line.put(column, values.next()));
          return line;
        });
  }
}
