package dev.gradtrace.dataset.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.validation.InvalidSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/**
 * Reads a dataset from CSV (UTF-8, plain or gzip; commas, semicolons or tabs; with header or
 * without), one row at a time.
 *
 * <p>Every cell must hold a value: a number, or a label in the label column. Every bad cell is
 * named by line and column, counted from 1, up to a hundred of them; then nothing is kept.
 */
public final class CsvFile {

  /** What a value takes at most, on average, for the limit on the unpacked file. */
  private static final int BYTES_PER_VALUE = 32;

  private static final int SMALL_FILE = 1 << 20;
  private static final int FIRST_LINE = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private CsvFile() {}

  /**
   * Reads all rows.
   *
   * @param targets which columns hold the targets
   * @param maxValues cells that are read at most
   * @throws InvalidSpec naming the bad cells, or what else is wrong with the file
   * @throws IOException if the stream fails
   */
  public static Dataset read(String name, InputStream file, CsvTargets targets, long maxValues)
      throws IOException {
    long maxBytes = SMALL_FILE + BYTES_PER_VALUE * maxValues;
    try (CloseableIterator<CsvCells> records = open(DataFile.open(file, "file", maxBytes))) {
      return read(name, records, targets, maxValues);
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

  /** Text is decoded far ahead of the row that is read, so the line is not known. */
  private static InvalidSpec notUtf8() {
    return InvalidSpec.meaningless("file", "is not encoded in UTF-8");
  }

  private static Dataset read(
      String name, CloseableIterator<CsvCells> records, CsvTargets targets, long maxValues) {
    InvalidSpec.unless(records.hasNext(), "file", "is empty");
    CsvCells first = records.next();
    CsvCells second = records.hasNext() ? records.next() : null;
    CsvHeader header =
        CsvHeader.of(first.texts(), second == null ? List.of() : second.texts(), targets);
    CsvTable table = new CsvTable(header, targets, maxValues);
    if (!header.isPresent()) {
      table.add(first);
    }
    if (second != null) {
      table.add(second);
    }
    while (!table.hasTooManyFaults() && records.hasNext()) {
      table.add(records.next());
    }
    return table.build(name);
  }

  private static CloseableIterator<CsvCells> open(DataFile file) throws IOException {
    BufferedReader text =
        new BufferedReader(new InputStreamReader(file, UTF_8.newDecoder()), FIRST_LINE);
    skipByteOrderMark(text);
    return CsvReader.builder()
        .fieldSeparator(separatorOf(text))
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .build(new CsvCellsHandler(), text)
        .iterator();
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  /** Whichever of comma, semicolon and tab is the most frequent in the first line. */
  private static char separatorOf(BufferedReader text) throws IOException {
    text.mark(FIRST_LINE);
    int[] counts = new int[3];
    String separators = ",;\t";
    int c = text.read();
    for (int i = 1; i < FIRST_LINE && c >= 0 && c != '\n' && c != '\r'; i++) {
      int separator = separators.indexOf(c);
      if (separator >= 0) {
        counts[separator]++;
      }
      c = text.read();
    }
    text.reset();
    int commas = counts[0];
    int most = Math.max(commas, Math.max(counts[1], counts[2]));
    return commas == most ? ',' : counts[1] == most ? ';' : '\t';
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
