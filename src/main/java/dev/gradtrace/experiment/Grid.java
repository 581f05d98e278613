package dev.gradtrace.experiment;

import dev.gradtrace.validation.Faults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every combination of the values of some factors. Cells are numbered from 0, the values of the
 * last factor change fastest; without factors there is one cell.
 */
public record Grid(List<Factor> factors) {

  /** Most cells times seeds. */
  public static final int MOST_RUNS = 500;

  public Grid {
    factors = List.copyOf(factors);
    List<Factor> all = factors;
    Faults.check(
        faults -> {
          for (int i = 0; i < all.size(); i++) {
            requireOwnPlace(all, i, faults);
          }
        });
  }

  /** A factor that stands around an earlier one would take its value away. */
  private static void requireOwnPlace(List<Factor> all, int i, Faults faults) {
    String pointer = all.get(i).pointer();
    for (Factor earlier : all.subList(0, i)) {
      String before = earlier.pointer();
      faults.unless(
          !before.equals(pointer) && !before.startsWith(pointer + "/"),
          "factors/" + i + "/pointer",
          "replaces what the earlier factor %s has set",
          before);
    }
  }

  /** Number of cells. */
  public long size() {
    long size = 1;
    for (Factor factor : factors) {
      size = Math.min(size * factor.values().size(), Integer.MAX_VALUE);
    }
    return size;
  }

  /** Which value of a factor, counted from 0, stands in a cell. */
  public int choice(int cell, int factor) {
    int rest = cell;
    for (int i = factors.size() - 1; i > factor; i--) {
      rest /= factors.get(i).values().size();
    }
    return rest % factors.get(factor).values().size();
  }

  /** The value of each factor in a cell, by pointer. */
  public Map<String, String> settings(int cell) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < factors.size(); i++) {
      Factor factor = factors.get(i);
      settings.put(factor.pointer(), factor.values().get(choice(cell, i)));
    }
    return settings;
  }
}
