package dev.gradtrace.interchange.safetensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names and shapes of tensors that belong together: those of a module in a file, or those that a
 * part of a network needs.
 *
 * @param name of the module, or of the part of the network
 * @param shapes by role, such as {@code weight}
 */
record Part(String name, Map<String, List<Integer>> shapes) {

  static final String WEIGHT = "weight";
  static final String BIAS = "bias";
  static final String MEAN = "running_mean";
  static final String VARIANCE = "running_var";

  Part {
    shapes = new TreeMap<>(shapes);
  }

  /**
   * The modules in the order of {@code needed}: as given if all shapes match, else in the only
   * other order in which they do. Without such an order the same is tried with the weights alone,
   * so that faults name the right tensors; else they stay as given.
   */
  static List<Part> inOrderOf(List<Part> needed, List<Part> modules) {
    if (needed.size() != modules.size() || fit(needed, modules)) {
      return modules;
    }
    List<Part> whole = inOnlyOrder(needed, modules, Part::shapes);
    List<Part> weights =
        whole != null ? whole : inOnlyOrder(needed, modules, part -> part.shapes.get(WEIGHT));
    return weights != null ? weights : modules;
  }

  private static @Nullable List<Part> inOnlyOrder(
      List<Part> needed, List<Part> modules, Function<Part, @Nullable Object> looks) {
    List<Part> ordered = new ArrayList<>();
    for (Part part : needed) {
      List<Part> like =
          modules.stream()
              .filter(module -> Objects.equals(looks.apply(module), looks.apply(part)))
              .toList();
      if (like.size() != 1) {
        return null;
      }
      ordered.add(like.get(0));
    }
    return ordered.stream().distinct().count() == ordered.size() ? ordered : null;
  }

  private static boolean fit(List<Part> needed, List<Part> modules) {
    for (int i = 0; i < needed.size(); i++) {
      if (!needed.get(i).shapes.equals(modules.get(i).shapes)) {
        return false;
      }
    }
    return true;
  }
}
