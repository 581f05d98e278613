package dev.gradtrace.dataset.file.csv.text;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that leaves comments out; a line that is one becomes empty. */
final class Uncommented extends FilterReader {

  private final Dialect dialect;
  private final Comment comment;
  private int lines;
  private boolean isLineEmpty = true;
  private boolean isCellEmpty = true;
  private boolean isQuoted;
  private boolean wasQuoted;

  Uncommented(Reader text, Dialect dialect, Comment comment) {
    super(new BufferedReader(text));
    this.dialect = dialect;
    this.comment = comment;
  }

  /** Number of lines so far that were comments. */
  int lines() {
    return lines;
  }

  @Override
  public int read(char[] target, int from, int count) throws IOException {
    int read = 0;
    for (int c = 0; read < count && c >= 0; ) {
      c = read();
      if (c >= 0) {
        target[from + read++] = (char) c;
      }
    }
    return read == 0 && count > 0 ? -1 : read;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (!isQuoted && (isLineEmpty || comment.endsLines()) && beginsComment(c)) {
      lines += isLineEmpty ? 1 : 0;
      while (c >= 0 && c != '\n' && c != '\r') {
        c = super.read();
      }
    }
    note(c);
    return c;
  }

  /** Whether a character and those after it are the marker; these are read again. */
  private boolean beginsComment(int c) throws IOException {
    String marker = comment.marker();
    if (c != marker.charAt(0)) {
      return false;
    }
    in.mark(marker.length());
    int same = 1;
    while (same < marker.length() && super.read() == marker.charAt(same)) {
      same++;
    }
    in.reset();
    return same == marker.length();
  }

  /** Follows lines, cells and quotes. */
  private void note(int c) {
    boolean isBlank = c <= ' ' || c == '\u00a0';
    boolean isLineEnd = c == '\n' || c == '\r';
    if (isQuoted) {
      isQuoted = c != '"';
      wasQuoted = !isQuoted;
      return;
    }
    isQuoted = c == '"' && (isCellEmpty || wasQuoted);
    wasQuoted = false;
    isLineEmpty = isLineEnd || isLineEmpty && isBlank;
    isCellEmpty =
        isLineEnd
            || c == dialect.separator().character()
            || isCellEmpty && isBlank && dialect.areQuotesPadded();
  }
}
