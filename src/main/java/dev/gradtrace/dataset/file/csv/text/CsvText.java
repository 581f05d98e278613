package dev.gradtrace.dataset.file.csv.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gradtrace.dataset.file.DataFile;
import dev.gradtrace.validation.InvalidSpec;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Arrays;

/** The text of a file; its beginning can be inspected before reading. */
public final class CsvText {

  private static final int SHORT_BEGINNING = 1 << 16;
  private static final int LONG_BEGINNING = 1 << 23;

  /** Number of lines in the beginning at least, however long they are. */
  private static final int LINES = 4;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader rest;
  private final boolean isWhole;
  private String beginning;
  private int skippedLines;

  private CsvText(Reader rest, String beginning, boolean isWhole) {
    this.rest = rest;
    this.beginning = beginning;
    this.isWhole = isWhole;
  }

  /**
   * @throws InvalidSpec if the file has another known format
   */
  public static CsvText open(InputStream file, long maxBytes) throws IOException {
    InputStream bytes = OtherFormat.refuse(DataFile.open(file, "file", maxBytes));
    Reader text = new InputStreamReader(bytes, UTF_8.newDecoder());
    char[] first = new char[SHORT_BEGINNING];
    int count = fill(text, first, 0);
    while (count == first.length
        && count < LONG_BEGINNING
        && new String(first).lines().limit(LINES).count() < LINES) {
      first = Arrays.copyOf(first, 2 * count);
      count = fill(text, first, count);
    }
    int start = count > 0 && first[0] == BYTE_ORDER_MARK ? 1 : 0;
    return new CsvText(text, new String(first, start, count - start), count < first.length);
  }

  private static int fill(Reader text, char[] target, int from) throws IOException {
    int count = from;
    for (int read = 0; read >= 0 && count < target.length; count += Math.max(0, read)) {
      read = text.read(target, count, target.length - count);
    }
    return count;
  }

  /** The first characters after skipped lines. */
  public String beginning() {
    return beginning;
  }

  /** Whether the beginning is the whole text. */
  public boolean isWhole() {
    return isWhole;
  }

  /** The first line of the beginning, without its line end. */
  String firstLine() {
    return beginning.lines().findFirst().orElse("");
  }

  /** Skips the first line. */
  void skipLine() {
    int end = firstLine().length();
    int next = end + (beginning.startsWith("\r\n", end) ? 2 : 1);
    beginning = beginning.substring(Math.min(next, beginning.length()));
    skippedLines++;
  }

  /** Number of lines skipped so far. */
  public int skippedLines() {
    return skippedLines;
  }

  /** The text after skipped lines; can be called once. */
  public Reader text() {
    return new Rejoined(beginning, rest);
  }

  /** A reader that first returns a beginning that was read before. */
  private static final class Rejoined extends FilterReader {

    private final String beginning;
    private int next;

    Rejoined(String beginning, Reader rest) {
      super(rest);
      this.beginning = beginning;
    }

    @Override
    public int read() throws IOException {
      return next < beginning.length() ? beginning.charAt(next++) : super.read();
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
      int left = Math.min(count, beginning.length() - next);
      if (left == 0) {
        return super.read(target, from, count);
      }
      beginning.getChars(next, next + left, target, from);
      next += left;
      return left;
    }
  }
}
