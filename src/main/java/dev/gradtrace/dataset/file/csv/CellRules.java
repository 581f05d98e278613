package dev.gradtrace.dataset.file.csv;

import dev.gradtrace.validation.Faults;
import java.util.List;

/**
 * The treatment of cells that hold no number.
 *
 * @param missingValues further texts for a missing value, besides an empty cell, {@code NA}, {@code
 *     NaN}, {@code ?} and {@code null}
 */
public record CellRules(Missing missing, List<String> missingValues, Categorical categorical) {

  /** Refuses all cells that hold no number. */
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

  /** The treatment of missing values. */
  public enum Missing {
    /** The file is refused. */
    REFUSE,
    /** Its row is left out. */
    DROP_ROWS,
    /** It is replaced by the mean of its column over the file. */
    MEAN
  }

  /** The treatment of text columns among the inputs. */
  public enum Categorical {
    /** The file is refused. */
    REFUSE,
    /** The column is one-hot encoded. */
    ONE_HOT
  }
}
