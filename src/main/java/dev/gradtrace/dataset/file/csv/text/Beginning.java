package dev.gradtrace.dataset.file.csv.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first rows of a file, cut into cells by a dialect.
 *
 * @param rows the cells of each row; at least one row unless the file is empty
 */
public record Beginning(Dialect dialect, List<List<String>> rows) {

  private static final int MOST_ROWS = 200;
  private static final int MOST_CELLS = 10_000;
  private static final int LEAST_ROWS = 3;

  /**
   * @param isWhole whether the text ends with a complete row
   */
  public static Beginning of(String text, boolean isWhole, Dialect dialect) {
    List<List<String>> rows = new ArrayList<>();
    long cells = 0;
    boolean isEnded = false;
    try (CsvRows parsed = dialect.openBeginning(new StringReader(text))) {
      while (!isEnded
          && (rows.size() < LEAST_ROWS || rows.size() < MOST_ROWS && cells < MOST_CELLS)) {
        CsvCells row = parsed.next();
        isEnded = row == null;
        if (row != null) {
          rows.add(row.names());
          cells += row.size();
        }
      }
    } catch (CsvParseException e) {
      isEnded = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (isEnded && !isWhole && rows.size() > 1) {
      rows.remove(rows.size() - 1);
    }
    return new Beginning(dialect, rows);
  }

  /**
   * The most frequent number of cells per row; the largest if several are; 0 if there are no rows.
   */
  public int usualSize() {
    Map<Integer, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Comparator.comparing(Map.Entry<Integer, Integer>::getValue)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** The cells of a column in all rows but the first that have one. */
  public List<String> below(int column) {
    return rows.stream()
        .skip(1)
        .filter(row -> column < row.size())
        .map(row -> row.get(column))
        .toList();
  }
}
