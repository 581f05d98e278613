package dev.gradtrace.web.exports;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Plan;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.web.experiments.ExperimentView;
import dev.gradtrace.web.experiments.FactorNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Names of an experiment's runs, from their factors: {@code cost=quadratic,repeat=10,seed=1}. */
final class RunNames {

  /** Most characters of a cell's name; some file systems allow 255 bytes for a directory's name. */
  private static final int LONGEST = 120;

  /** Characters that a shell or a file system might interpret. */
  private static final String DOUBTFUL = "[^\\p{L}\\p{N}._=,+-]+";

  private static final String BASE = "base";

  private final List<Map<String, Object>> factors = new ArrayList<>();
  private final List<String> cells = new ArrayList<>();

  private RunNames() {}

  static RunNames of(Experiment experiment) {
    Plan plan = experiment.plan();
    RunNames names = new RunNames();
    FactorNames columns = FactorNames.of(plan);
    Set<String> taken = new HashSet<>();
    for (int cell = 0; cell < plan.size(); cell++) {
      Map<String, Object> factors = new LinkedHashMap<>();
      ExperimentView.settings(plan, cell)
          .forEach((pointer, value) -> factors.put(columns.of(pointer), plain(value)));
      names.factors.add(factors);
      String name = name(plan.title(cell), factors);
      boolean isClear = name.length() <= LONGEST && taken.add(name.toLowerCase(Locale.ROOT));
      names.cells.add(isClear ? name : Excerpt.beginning(name, LONGEST) + ",cell=" + cell);
    }
    return names;
  }

  private static String name(@Nullable String title, Map<String, Object> factors) {
    if (title != null) {
      return safe(title);
    }
    String name =
        factors.entrySet().stream()
            .map(factor -> factor.getKey() + "=" + safe(factor.getValue().toString()))
            .collect(Collectors.joining(","));
    return name.isEmpty() ? BASE : name;
  }

  private static String safe(String text) {
    return text.replaceAll(DOUBTFUL, "_");
  }

  /** A number, boolean or text; JSON for other values. */
  private static Object plain(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.isString() ? value.asString() : value.toString();
  }

  /** The factors of a run by name: numbers, booleans and texts. */
  Map<String, Object> factors(Run run) {
    return factors.get(run.cell());
  }

  /** The name shared by the runs of a cell. */
  String cell(Run run) {
    return cells.get(run.cell());
  }

  /** The directory of a run's files, unique within the experiment. */
  String directory(Run run) {
    return cell(run) + ",seed=" + run.seed();
  }
}
