package dev.gradtrace.dataset.file.csv.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Iterates over the rows of a text that have cells. */
public final class CsvRows implements Closeable {

  private final CloseableIterator<CsvCells> records;
  private final CsvCellsHandler handler;
  private final @Nullable Uncommented text;

  /**
   * @param text what the reader reads; null if it has no comments
   */
  CsvRows(CsvReader<CsvCells> reader, CsvCellsHandler handler, @Nullable Uncommented text) {
    this.records = reader.iterator();
    this.handler = handler;
    this.text = text;
  }

  /** The next row, valid until the next call; null at the end. */
  public @Nullable CsvCells next() {
    while (records.hasNext()) {
      CsvCells cells = records.next();
      if (cells.size() > 0) {
        return cells;
      }
    }
    return null;
  }

  /** Number of rows of comments or of separators alone skipped so far. */
  public int skipped() {
    return handler.skipped() + (text == null ? 0 : text.lines());
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
