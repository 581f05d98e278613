package dev.gradtrace.dataset.file.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.gradtrace.dataset.file.Room;
import dev.gradtrace.dataset.file.csv.text.Beginning;
import dev.gradtrace.dataset.file.csv.text.CsvCells;
import dev.gradtrace.dataset.file.csv.text.CsvRows;
import dev.gradtrace.dataset.file.csv.text.CsvText;
import dev.gradtrace.dataset.file.csv.text.Dialect;
import dev.gradtrace.dataset.file.csv.text.Layout;
import dev.gradtrace.dataset.file.csv.text.Preamble;
import dev.gradtrace.dataset.file.csv.text.Separator;
import dev.gradtrace.dataset.file.csv.text.SeparatorGuess;
import dev.gradtrace.validation.Deadline;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dataset from CSV (UTF-8, plain or gzip), row by row. Separator, decimal mark and header
 * are guessed from the first lines unless the options give them.
 *
 * <p>A file is refused as a whole, with one fault per pattern of unreadable cells.
 */
public final class CsvFile {

  /** Average bytes per value that the limit on the decompressed file assumes. */
  private static final int BYTES_PER_VALUE = 32;

  private static final int SMALL_FILE = 1 << 20;

  private CsvFile() {}

  /**
   * Reads all rows.
   *
   * @param room for its cells
   * @throws InvalidSpec naming all faults of the file
   * @throws IOException if the stream fails
   */
  public static CsvDataset read(String name, InputStream file, ReadingOptions options, Room room)
      throws IOException {
    try {
      long maxBytes = SMALL_FILE + BYTES_PER_VALUE * room.values();
      return read(name, CsvText.open(file, maxBytes), options, room);
    } catch (CsvParseException e) {
      throw refusal(e);
    } catch (CharacterCodingException e) {
      throw notUtf8();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw notUtf8();
      }
      throw e.getCause();
    }
  }

  private static CsvDataset read(String name, CsvText text, ReadingOptions options, Room room)
      throws IOException {
    Layout layout = options.layout();
    Preamble preamble = Preamble.skip(text, layout);
    Beginning beginning = beginning(text, layout.separator(), preamble);
    if (beginning.rows().isEmpty()) {
      throw rowless(text, beginning.dialect());
    }
    TableShape shape = TableShape.of(beginning, preamble, options);
    Dialect dialect = beginning.dialect();
    CsvTable table = new CsvTable(shape, dialect.separator(), options, room);
    try (CsvRows rows = dialect.open(text.text(), text.skippedLines())) {
      CsvCells row = shape.hasHeader() && rows.next() == null ? null : rows.next();
      while (row != null) {
        Deadline.check();
        table.add(row);
        row = rows.next();
      }
      return table.build(name, text.skippedLines() + rows.skipped());
    }
  }

  /** The refusal of a file that has no row after its preamble. */
  private static InvalidSpec rowless(CsvText text, Dialect dialect) throws IOException {
    try (CsvRows rows = dialect.open(text.text(), text.skippedLines())) {
      return InvalidSpec.meaningless(
          "file", rows.next() == null ? "is empty" : "begins with nothing but empty lines");
    }
  }

  private static Beginning beginning(CsvText text, @Nullable Separator wanted, Preamble preamble) {
    Separator known = wanted == null ? preamble.separator() : wanted;
    return known == null
        ? SeparatorGuess.best(text, preamble.comment())
        : Beginning.of(
            text.beginning(),
            text.isWhole(),
            Dialect.of(known, preamble.comment(), text.beginning()));
  }

  /** The line is not named, since text is decoded far ahead of the current row. */
  private static InvalidSpec notUtf8() {
    return InvalidSpec.meaningless(
        "file",
        "is not encoded in UTF-8, but perhaps in Latin-1 or Windows-1252: save it as CSV UTF-8, or"
            + " send what iconv -f WINDOWS-1252 -t UTF-8 makes of it");
  }

  private static InvalidSpec refusal(CsvParseException e) throws IOException {
    if (e.getCause() instanceof InvalidSpec refused) {
      return refused;
    }
    if (e.getCause() instanceof IOException failed) {
      throw failed;
    }
    return InvalidSpec.malformed("file", "is not CSV: %s", e.getMessage());
  }
}
