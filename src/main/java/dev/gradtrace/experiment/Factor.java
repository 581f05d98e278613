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
 */
public record Factor(String pointer, List<String> values) {

  public Factor {
    values = List.copyOf(values);
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
  }
}
