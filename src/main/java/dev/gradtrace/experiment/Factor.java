package dev.gradtrace.experiment;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

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
    for (int j = 0; j < values.size(); j++) {
      int first = values.indexOf(values.get(j));
      InvalidSpec.unless(first == j, "values/" + j, "is the same as value %d", first);
    }
  }
}
