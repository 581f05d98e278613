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

/** The text of a file, of which the beginning can be looked at before it is read. */
public final class CsvText {

  private static final int SHORT_BEGINNING = 1 << 16;
  private static final int LONG_BEGINNING = 1 << 23;

  /** So many lines are looked at, however long they are. */
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
   * @throws InvalidSpec if it is a file of another kind
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

  /** The first characters of what was not skipped. */
  public String beginning() {
    return beginning;
  }

  /** Whether nothing comes after the beginning. */
  public boolean isWhole() {
    return isWhole;
  }

  /** The first line of the beginning, without its end. */
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

  /** Lines that were skipped so far. */
  public int skippedLines() {
    return skippedLines;
  }

  /** All that was not skipped; to be read once. */
  public Reader text() {
    return new Rejoined(beginning, rest);
  }

  /** A text of which the beginning was read before. */
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
