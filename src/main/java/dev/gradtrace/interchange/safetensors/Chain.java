package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Modules as a chain: dense layers in the order of the forward pass, and the norms between them.
 *
 * @param dense modules of layers 1…L
 * @param norms each with the layer that it follows
 */
record Chain(List<StateModule> dense, List<PlacedNorm> norms) {

  /** The norms by the layer that they follow; 0 for the inputs. */
  Map<Integer, List<PlacedNorm>> byLayer() {
    return norms.stream().collect(Collectors.groupingBy(PlacedNorm::layer));
  }

  /**
   * A norm and the layer that it follows.
   *
   * @param layer layer before the norm; 0 for the inputs
   * @param isBehindActivation whether it follows the activation of the layer
   */
  record PlacedNorm(StateModule module, int layer, boolean isBehindActivation) {}

  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
  private static final String SEND =
      "send modules, the names of all in the order in which a signal goes through them";

  /**
   * Modules in a given order.
   *
   * @param order all modules
   */
  static Chain told(List<StateModule> order) {
    List<StateModule> dense = new ArrayList<>();
    List<PlacedNorm> norms = new ArrayList<>();
    for (StateModule module : order) {
      if (module.isDense()) {
        dense.add(module);
      } else {
        norms.add(new PlacedNorm(module, dense.size(), isApart(module, dense)));
      }
    }
    return new Chain(dense, norms);
  }

  /**
   * Whether the names show that a module without parameters, such as an activation, lies between.
   */
  private static boolean isApart(StateModule norm, List<StateModule> dense) {
    if (dense.isEmpty()) {
      return true;
    }
    StateModule before = dense.get(dense.size() - 1);
    return norm.place() >= 0
        && before.place() >= 0
        && norm.parent().equals(before.parent())
        && norm.place() > before.place() + 1;
  }

  /**
   * Modules in the order of their names if their shapes chain in it, else in the only order in
   * which they do.
   *
   * @param modules in the order of their names
   * @throws InvalidSpec if there is no such order, or more than one
   */
  static Chain guessed(List<StateModule> modules) {
    List<StateModule> dense = modules.stream().filter(StateModule::isDense).toList();
    List<StateModule> norms = modules.stream().filter(module -> !module.isDense()).toList();
    List<StateModule> ordered = follows(dense) ? dense : onlyOrder(dense);
    if (ordered == null) {
      return new Chain(dense, List.of());
    }
    Faults faults = new Faults();
    List<PlacedNorm> placed = new NormPlaces(ordered, norms).all(faults);
    faults.throwIfAny();
    return new Chain(ordered, placed);
  }

  /** Whether the inputs of each layer are the units of the one before. */
  private static boolean follows(List<StateModule> dense) {
    for (int i = 1; i < dense.size(); i++) {
      if (dense.get(i).inputs() != dense.get(i - 1).units()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The only order in which shapes chain; null if there is none or several. Square layers keep the
   * order of their names if these differ in numbers only.
   */
  private static @Nullable List<StateModule> onlyOrder(List<StateModule> dense) {
    Map<Integer, List<StateModule>> keeping = new HashMap<>();
    Map<Integer, StateModule> leaving = new HashMap<>();
    Map<Integer, StateModule> arriving = new HashMap<>();
    for (StateModule module : dense) {
      boolean isNew = true;
      if (module.inputs() == module.units()) {
        keeping.computeIfAbsent(module.units(), none -> new ArrayList<>()).add(module);
      } else {
        isNew =
            leaving.put(module.inputs(), module) == null
                && arriving.put(module.units(), module) == null;
      }
      if (!isNew) {
        return null;
      }
    }
    List<Integer> starts =
        leaving.keySet().stream().filter(width -> !arriving.containsKey(width)).toList();
    if (starts.size() != 1) {
      return null;
    }
    List<StateModule> ordered = new ArrayList<>();
    Integer width = starts.get(0);
    while (width != null) {
      List<StateModule> same = keeping.getOrDefault(width, List.of());
      if (same.stream()
              .map(module -> DIGITS.matcher(module.name()).replaceAll("0"))
              .distinct()
              .count()
          > 1) {
        return null;
      }
      ordered.addAll(same);
      StateModule next = leaving.get(width);
      if (next != null) {
        ordered.add(next);
      }
      width = next == null ? null : next.units();
    }
    return ordered.size() == dense.size() ? ordered : null;
  }

  /** Notes each layer whose inputs are not the units of the layer before. */
  void check(Faults faults) {
    for (int i = 1; i < dense.size(); i++) {
      StateModule before = dense.get(i - 1);
      StateModule next = dense.get(i);
      faults.unless(
          next.inputs() == before.units(),
          next.pointer(),
          "takes %d inputs, but %s before it has %d units; if the layers are a chain in another"
              + " order, %s",
          next.inputs(),
          before.name().isEmpty() ? "the layer" : before.name(),
          before.units(),
          SEND);
    }
    for (PlacedNorm norm : norms) {
      int width = norm.layer == 0 ? dense.get(0).inputs() : dense.get(norm.layer - 1).units();
      faults.unless(
          norm.module.units() == width,
          norm.module.pointer(),
          "normalises %d units, but comes behind %d: %s",
          norm.module.units(),
          width,
          SEND);
    }
  }

  /** Finds the layer that each norm follows, by names, else by widths. */
  private record NormPlaces(List<StateModule> dense, List<StateModule> norms) {

    List<PlacedNorm> all(Faults faults) {
      Map<String, TreeMap<Long, Integer>> siblings = new HashMap<>();
      Map<String, List<Integer>> byNumbers = new HashMap<>();
      Map<Integer, List<Integer>> byWidth = new HashMap<>();
      Map<Integer, Integer> ofWidth = new HashMap<>();
      norms.forEach(norm -> ofWidth.merge(norm.units(), 1, Integer::sum));
      for (int l = 1; l <= dense.size(); l++) {
        StateModule layer = dense.get(l - 1);
        if (layer.place() >= 0) {
          siblings.computeIfAbsent(layer.parent(), none -> new TreeMap<>()).put(layer.place(), l);
        }
        byNumbers.computeIfAbsent(numbers(layer), none -> new ArrayList<>()).add(l);
        byWidth.computeIfAbsent(layer.units(), none -> new ArrayList<>()).add(l);
      }
      List<PlacedNorm> placed = new ArrayList<>();
      for (StateModule norm : norms) {
        TreeMap<Long, Integer> row = norm.place() < 0 ? null : siblings.get(norm.parent());
        List<Integer> alike =
            numbers(norm).isEmpty() ? List.of() : byNumbers.getOrDefault(numbers(norm), List.of());
        if (row != null) {
          placed.add(inRow(norm, row));
        } else if (alike.size() == 1) {
          placed.add(new PlacedNorm(norm, alike.get(0), false));
        } else {
          List<Integer> wide = byWidth.getOrDefault(norm.units(), List.of());
          boolean isOnly = wide.size() == 1 && ofWidth.getOrDefault(norm.units(), 0) == 1;
          faults.unless(
              isOnly, norm.pointer(), "does not tell which layer it comes behind: %s", SEND);
          placed.add(new PlacedNorm(norm, isOnly ? wide.get(0) : 0, false));
        }
      }
      return placed;
    }

    /**
     * The place of a norm among numbered modules, as in a Sequential; modules without parameters
     * leave gaps.
     */
    private PlacedNorm inRow(StateModule norm, TreeMap<Long, Integer> row) {
      Map.Entry<Long, Integer> before = row.floorEntry(norm.place());
      return before == null
          ? new PlacedNorm(norm, row.firstEntry().getValue() - 1, true)
          : new PlacedNorm(norm, before.getValue(), norm.place() > before.getKey() + 1);
    }

    /** The numbers in a name, which match {@code fc1} with {@code bn1}. */
    private static String numbers(StateModule module) {
      return NO_DIGITS.matcher(module.name()).replaceAll(" ").strip();
    }
  }
}
