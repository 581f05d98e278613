package dev.gradtrace.web;

import java.io.IOException;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes CSV (RFC 4180) row by row, numbers as in JSON; one that is not finite is an empty cell.
 */
final class CsvTable {

  private final Appendable target;
  private boolean rowBegun;

  CsvTable(Appendable target) {
    this.target = target;
  }

  /** Adds a cell of text. */
  CsvTable cell(String text) throws IOException {
    separate();
    if (text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
      target.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      target.append(text);
    }
    return this;
  }

  /** Adds a cell with a whole number. */
  CsvTable cell(long number) throws IOException {
    separate();
    target.append(Long.toString(number));
    return this;
  }

  /** Adds a cell with a number. */
  CsvTable cell(double number) throws IOException {
    separate();
    if (Double.isFinite(number)) {
      target.append(NumberOutput.toString(number, true));
    }
    return this;
  }

  /** Adds an empty cell. */
  CsvTable empty() throws IOException {
    separate();
    return this;
  }

  /** Ends the row. */
  void endRow() throws IOException {
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
