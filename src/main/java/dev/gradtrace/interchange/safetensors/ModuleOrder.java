package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.validation.Faults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a signal goes through modules, as the sender tells it.
 *
 * @param names of modules
 * @param faults receives what is wrong with them
 */
record ModuleOrder(List<String> names, Faults faults) {

  static final String MODULES = "modules";

  /** Refuses names of which the file has nothing. */
  void requireKnown(List<StateModule> file) {
    Set<String> known = new HashSet<>();
    file.forEach(module -> known.add(module.name()));
    names.stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.malformed(MODULES, "has %s, of which the file has nothing", name));
    faults.throwIfAny();
  }

  /** Modules in that order; those that are missing in it are faults. */
  List<StateModule> of(List<StateModule> some) {
    Map<String, StateModule> byName = new HashMap<>();
    some.forEach(module -> byName.put(module.name(), module));
    Set<String> told = new HashSet<>(names);
    some.stream()
        .filter(module -> !told.contains(module.name()))
        .forEach(module -> faults.malformed(MODULES, "lacks %s", module.name()));
    faults.unless(told.size() == names.size(), MODULES, "has a name more than once");
    faults.throwIfAny();
    return names.stream().filter(byName::containsKey).map(byName::get).toList();
  }

  boolean hasAny(List<StateModule> some) {
    Set<String> told = new HashSet<>(names);
    return some.stream().anyMatch(module -> told.contains(module.name()));
  }
}
