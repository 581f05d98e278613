package dev.gradtrace.dataset.file.csv.text;

import dev.gradtrace.dataset.DecimalNumber;
import java.util.List;

/** Which decimal mark the first rows are written with. */
public final class DecimalGuess {

  private DecimalGuess() {}

  /**
   * A comma where cells hold decimal commas and none holds a decimal point; a point else. Of cells
   * such as {@code 1,234} alone, which may be thousands, a comma is believed only beside
   * semicolons.
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
