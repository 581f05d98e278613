package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Figure;
import dev.gradtrace.experiment.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of factors: the last segment of their pointer, with as many segments before it as needed to
 * be distinct from each other and from other columns. None begins with an index: {@code
 * learningRate}, but {@code layers.0.units} beside {@code layers.1.units}.
 */
public final class FactorNames {

  /** Other columns of tables with factors. */
  private static final Set<String> OTHERS =
      Stream.concat(
              Stream.of(
                  "runId",
                  "jobId",
                  "cell",
                  "title",
                  "seed",
                  "status",
                  "stopReason",
                  "layer",
                  "metric",
                  "mean",
                  "sd",
                  "n",
                  "ratio"),
              Arrays.stream(Figure.values()).map(Figure::label))
          .collect(Collectors.toUnmodifiableSet());

  private final Map<String, String> names = new LinkedHashMap<>();

  private FactorNames() {}

  /** The names of everything that a plan's cells set. */
  public static FactorNames of(Plan plan) {
    Set<String> pointers = new LinkedHashSet<>();
    for (int cell = 0; cell < plan.size(); cell++) {
      pointers.addAll(plan.settings(cell).keySet());
    }
    return of(pointers);
  }

  /** The names by pointer, in the order of the factors. */
  Map<String, String> byPointer() {
    return names;
  }

  static FactorNames of(Collection<String> pointers) {
    FactorNames of = new FactorNames();
    for (String pointer : pointers) {
      List<String> parts = parts(pointer);
      int count = 1;
      while (count < parts.size() && !isClear(parts, count, pointers)) {
        count++;
      }
      of.names.put(pointer, String.join(".", last(parts, count)));
    }
    return of;
  }

  /** The name of the factor with this pointer. */
  public String of(String pointer) {
    return names.getOrDefault(pointer, pointer);
  }

  private static boolean isClear(List<String> parts, int count, Collection<String> pointers) {
    List<String> name = last(parts, count);
    return !isIndex(name.get(0))
        && !OTHERS.contains(String.join(".", name))
        && pointers.stream().filter(pointer -> last(parts(pointer), count).equals(name)).count()
            == 1;
  }

  private static boolean isIndex(String part) {
    return part.matches("-|[0-9]+");
  }

  private static List<String> last(List<String> parts, int count) {
    return parts.subList(Math.max(0, parts.size() - count), parts.size());
  }

  /** The unescaped segments of a pointer (RFC 6901). */
  private static List<String> parts(String pointer) {
    List<String> parts = new ArrayList<>();
    for (String part : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      parts.add(part.replace("~1", "/").replace("~0", "~"));
    }
    return parts;
  }
}
