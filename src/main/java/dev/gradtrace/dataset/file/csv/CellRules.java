package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.Faults;
import java.util.List;

/**
 * What becomes of cells that hold no number.
 *
 * @param missingValues what else stands for a missing value, besides an empty cell, {@code NA},
 *     {@code NaN}, {@code ?} and {@code null}
 */
public record CellRules(Missing missing, List<String> missingValues, Categorical categorical) {

  /** Cells that hold no number are refused. */
  public static final CellRules STRICT =
      new CellRules(Missing.REFUSE, List.of(), Categorical.REFUSE);

  private static final int MOST_VALUES = 100;
  private static final int LONGEST_VALUE = 100;

  public CellRules {
    missingValues = List.copyOf(missingValues);
    Faults faults = new Faults();
    faults.unless(
        missingValues.size() <= MOST_VALUES,
        "missingValues",
        "may be %d at most, were %d",
        MOST_VALUES,
        missingValues.size());
    for (int i = 0; i < missingValues.size() && !faults.areMost(); i++) {
      faults.unless(
          missingValues.get(i).length() <= LONGEST_VALUE,
          "missingValues/" + i,
          "may have %d characters at most, has %d",
          LONGEST_VALUE,
          missingValues.get(i).length());
    }
    faults.throwIfAny();
  }

  /** What becomes of a missing value. */
  public enum Missing {
    /** The file is refused. */
    REFUSE,
    /** Its row is left out. */
    DROP_ROWS,
    /** It becomes the mean of its column over the file. */
    MEAN
  }

  /** What becomes of a column of text among the inputs. */
  public enum Categorical {
    /** The file is refused. */
    REFUSE,
    /** It becomes a column of 0 and 1 for each of its values. */
    ONE_HOT
  }
}
