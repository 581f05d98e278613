package dev.gradtrace.experiment;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All combinations of the values of some factors. Cells are numbered from 0, with the last factor
 * changing fastest; without factors there is one cell.
 */
public record Grid(List<Factor> factors) implements Plan {

  /** Most runs of an experiment: cells times seeds. */
  public static final int MOST_RUNS = 500;

  public static final int MOST_FACTORS = 16;

  public Grid {
    factors = List.copyOf(factors);
    InvalidSpec.unless(
        factors.size() <= MOST_FACTORS,
        "factors",
        "are %d, at most %d are allowed",
        factors.size(),
        MOST_FACTORS);
    Faults faults = new Faults();
    for (int i = 0; i < factors.size(); i++) {
      requireOwnPlace(factors, i, faults);
    }
    faults.throwIfAny();
  }

  /**
   * Refuses a factor whose value would replace that of an earlier one, by an equal or enclosing
   * pointer.
   */
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

  @Override
  public long size() {
    long size = 1;
    for (Factor factor : factors) {
      size = Math.min(size * factor.values().size(), Integer.MAX_VALUE);
    }
    return size;
  }

  /** The index of the value that a factor has in a cell. */
  public int choice(int cell, int factor) {
    int rest = cell;
    for (int i = factors.size() - 1; i > factor; i--) {
      rest /= factors.get(i).values().size();
    }
    return rest % factors.get(factor).values().size();
  }

  @Override
  public Map<String, String> settings(int cell) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < factors.size(); i++) {
      Factor factor = factors.get(i);
      settings.put(factor.pointer(), factor.values().get(choice(cell, i)));
    }
    return settings;
  }

  @Override
  public @Nullable String title(int cell) {
    return factors.stream().allMatch(factor -> factor.titles().isEmpty())
        ? null
        : IntStream.range(0, factors.size())
            .mapToObj(i -> factors.get(i).title(choice(cell, i)))
            .collect(Collectors.joining(" · "));
  }
}
