package dev.gradtrace.interchange.safetensors;

import dev.gradtrace.validation.Faults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of modules in the forward pass, as the sender gives it.
 *
 * @param names of modules
 * @param faults receives the faults of the names
 */
record ModuleOrder(List<String> names, Faults faults) {

  static final String MODULES = "modules";

  /** Notes names that the file does not have. */
  void requireKnown(List<StateModule> file) {
    Set<String> known = new HashSet<>();
    file.forEach(module -> known.add(module.name()));
    names.stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.malformed(MODULES, "has %s, of which the file has nothing", name));
    faults.throwIfAny();
  }

  /** The modules in that order; missing ones are noted as faults. */
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
