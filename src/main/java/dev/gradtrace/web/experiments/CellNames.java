package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Plan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labels of cells in pictures: their titles, else their values. */
final class CellNames {

  private static final String BASE = "as it is";

  private CellNames() {}

  static List<String> of(Plan plan) {
    return IntStream.range(0, (int) plan.size()).mapToObj(cell -> of(plan, cell)).toList();
  }

  private static String of(Plan plan, int cell) {
    String title = plan.title(cell);
    if (title != null) {
      return title;
    }
    String values =
        ExperimentView.settings(plan, cell).values().stream()
            .map(value -> value.isString() ? value.asString() : value.toString())
            .collect(Collectors.joining(" · "));
    return values.isEmpty() ? BASE : values;
  }
}
