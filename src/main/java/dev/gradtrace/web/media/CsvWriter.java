package dev.gradtrace.web.media;

import java.io.IOException;
import java.util.regex.Pattern;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes CSV (RFC 4180) row by row; numbers as in JSON, NaN and infinities as empty cells. Text
 * that a spreadsheet would run as a formula gets a leading apostrophe.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV Injection</a>
 */
public final class CsvWriter {

  private static final String FORMULA = "=+-@\t\r";

  /** Texts that begin with a sign but are only numbers. */
  private static final Pattern NUMBERS =
      Pattern.compile("[+-]?[0-9.]+(E-?[0-9]+)?( -?[0-9.]+(E-?[0-9]+)?)*+");

  private final Appendable target;
  private boolean rowBegun;

  public CsvWriter(Appendable target) {
    this.target = target;
  }

  public CsvWriter cell(String text) throws IOException {
    separate();
    String shown = isFormula(text) ? "'" + text : text;
    if (text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')) {
      target.append('"').append(shown.replace("\"", "\"\"")).append('"');
    } else {
      target.append(shown);
    }
    return this;
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty()
        && FORMULA.indexOf(text.charAt(0)) >= 0
        && !NUMBERS.matcher(text).matches();
  }

  public CsvWriter cell(long number) throws IOException {
    separate();
    target.append(Long.toString(number));
    return this;
  }

  public CsvWriter cell(double number) throws IOException {
    separate();
    if (Double.isFinite(number)) {
      target.append(NumberOutput.toString(number, true));
    }
    return this;
  }

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
