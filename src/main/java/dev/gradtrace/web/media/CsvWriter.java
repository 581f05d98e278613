package dev.gradtrace.web.media;

import java.io.IOException;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes CSV (RFC 4180) row by row, numbers as in JSON; one that is not finite is an empty cell.
 */
public final class CsvWriter {

  private final Appendable target;
  private boolean rowBegun;

  public CsvWriter(Appendable target) {
    this.target = target;
  }

  /** Adds a cell of text. */
  public CsvWriter cell(String text) throws IOException {
    separate();
    if (text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
      target.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      target.append(text);
    }
    return this;
  }

  /** Adds a cell with a whole number. */
  public CsvWriter cell(long number) throws IOException {
    separate();
    target.append(Long.toString(number));
    return this;
  }

  /** Adds a cell with a number. */
  public CsvWriter cell(double number) throws IOException {
    separate();
    if (Double.isFinite(number)) {
      target.append(NumberOutput.toString(number, true));
    }
    return this;
  }

  /** Adds an empty cell. */
  public CsvWriter empty() throws IOException {
    separate();
    return this;
  }

  public void endRow() throws IOException {
    target.append("\r\n");
    rowBegun = false;
  }

  private void separate() throws IOException {
    if (rowBegun) {
      target.append(',');
    }
    rowBegun = true;
  }
}
