package dev.gradtrace.experiment;

import dev.gradtrace.validation.InvalidSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A value that varies between the cells of a grid.
 *
 * @param pointer JSON Pointer into the request of a job
 * @param values distinct values as JSON, at least one
 * @param titles one title per value; empty if the values themselves are shown
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

  /** A factor whose values are shown themselves. */
  public Factor(String pointer, List<String> values) {
    this(pointer, values, List.of());
  }

  /** The title of value {@code j}. */
  String title(int j) {
    String value = values.get(j);
    return titles.isEmpty() ? value.replaceAll("^\"|\"$", "") : titles.get(j);
  }
}
