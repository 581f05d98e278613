package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.List;

/** Guesses the decimal mark from the first rows. */
public final class DecimalGuess {

  private DecimalGuess() {}

  /**
   * A comma if cells hold decimal commas and none a decimal point; else a point. If all such cells
   * are like {@code 1,234}, which may be thousands, a comma is assumed only if the separator is a
   * semicolon.
   */
  public static Decimal of(Beginning beginning) {
    boolean anyComma = false;
    boolean anyDoubtful = false;
    for (List<String> row : beginning.rows()) {
      for (String cell : row) {
        if (cell.indexOf('.') >= 0 && DecimalNumber.isNumber(cell)) {
          return Decimal.POINT;
        }
        if (cell.indexOf(',') >= 0) {
          CellPattern pattern = CellPattern.of(cell, Decimal.POINT);
          anyComma |= pattern == CellPattern.DECIMAL_COMMA;
          anyDoubtful |= pattern == CellPattern.COMMA_OR_THOUSANDS;
        }
      }
    }
    boolean isComma =
        anyComma || anyDoubtful && beginning.dialect().separator() == Separator.SEMICOLON;
    return isComma ? Decimal.COMMA : Decimal.POINT;
  }
}
