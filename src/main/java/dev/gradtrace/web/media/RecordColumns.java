package dev.gradtrace.web.media;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record as columns of a table, except lists of records; a list of values is
 * one cell.
 */
public final class RecordColumns<R extends Record> {

  private final List<RecordComponent> components;

  private RecordColumns(List<RecordComponent> components) {
    this.components = components;
  }

  /**
   * @param names of the components to include; none for all
   */
  public static <R extends Record> RecordColumns<R> of(Class<R> type, String... names) {
    List<String> chosen = List.of(names);
    return new RecordColumns<>(
        Arrays.stream(type.getRecordComponents())
            .filter(component -> chosen.isEmpty() || chosen.contains(component.getName()))
            .filter(component -> !holdsRecords(component))
            .toList());
  }

  private static boolean holdsRecords(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] instanceof Class<?> element
        && element.isRecord();
  }

  /** Writes a header and a row for each record. */
  public void writeTo(CsvWriter table, List<? extends R> rows) throws IOException {
    header(table).endRow();
    for (R row : rows) {
      cells(table, row).endRow();
    }
  }

  /** Writes the names of the components. */
  public CsvWriter header(CsvWriter table) throws IOException {
    for (RecordComponent component : components) {
      table.cell(component.getName());
    }
    return table;
  }

  /** Writes the values of a record. */
  public CsvWriter cells(CsvWriter table, R row) throws IOException {
    for (RecordComponent component : components) {
      cell(table, value(component, row));
    }
    return table;
  }

  /** Writes an empty cell for each column. */
  public CsvWriter empty(CsvWriter table) throws IOException {
    for (int i = 0; i < components.size(); i++) {
      table.empty();
    }
    return table;
  }

  private static void cell(CsvWriter table, @Nullable Object value) throws IOException {
    if (value == null) {
      table.empty();
    } else if (value instanceof Double number) {
      table.cell((double) number);
    } else if (value instanceof List<?> list) {
      table.cell(list.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    } else {
      table.cell(value.toString());
    }
  }

  private static @Nullable Object value(RecordComponent component, Record row) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    try {
      return accessor.invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
