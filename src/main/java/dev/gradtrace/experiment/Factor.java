package dev.gradtrace.experiment;

import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs among the cells of a grid.
 *
 * @param pointer JSON Pointer into the body of a job
 * @param values what stands there, each as JSON; at least one, none twice
 * @param titles what the values are called, in their order; empty where they speak for themselves
 */
public record Factor(String pointer, List<String> values, List<String> titles) {

  public Factor {
    values = List.copyOf(values);
    titles = List.copyOf(titles);
    InvalidSpec.unless(!values.isEmpty(), "values", "must hold at least one value");
    InvalidSpec.unless(
        values.size() <= Grid.MOST_RUNS,
        "values",
        "are %d, at most %d are allowed",
        values.size(),
        Grid.MOST_RUNS);
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < values.size(); j++) {
      Integer first = places.putIfAbsent(values.get(j), j);
      InvalidSpec.unless(first == null, "values/" + j, "is the same as value %d", first);
    }
    InvalidSpec.unless(
        titles.isEmpty() || titles.size() == values.size(),
        "titles",
        "are %d for %d values",
        titles.size(),
        values.size());
  }

  /** A factor whose values speak for themselves. */
  public Factor(String pointer, List<String> values) {
    this(pointer, values, List.of());
  }

  /** What value number {@code j} is called. */
  String title(int j) {
    String value = values.get(j);
    return titles.isEmpty() ? value.replaceAll("^\"|\"$", "") : titles.get(j);
  }
}
