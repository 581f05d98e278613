package dev.gradtrace.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.modulith.core.ApplicationModules;

/** Which module uses which, by name. Without circles. */
final class PackageGraph {

  private final SortedMap<String, Set<String>> uses;

  private PackageGraph(SortedMap<String, Set<String>> uses) {
    this.uses = uses;
  }

  /** What the code uses, not what it may use. */
  static PackageGraph of(ApplicationModules modules) {
    SortedMap<String, Set<String>> uses = new TreeMap<>();
    modules.forEach(
        module ->
            uses.put(
                module.getIdentifier().toString(),
                module
                    .getDirectDependencies(modules)
                    .uniqueModules()
                    .map(used -> used.getIdentifier().toString())
                    .collect(toCollection(TreeSet::new))));
    return new PackageGraph(uses);
  }

  /** The modules that a module uses. */
  Set<String> usedBy(String module) {
    return uses.getOrDefault(module, Set.of());
  }

  /** The outermost modules, each with what is nested in it. */
  PackageGraph outermost() {
    SortedMap<String, Set<String>> outer = new TreeMap<>();
    uses.forEach(
        (module, used) -> {
          Set<String> all = outer.computeIfAbsent(outermost(module), name -> new TreeSet<>());
          used.stream().map(PackageGraph::outermost).forEach(all::add);
        });
    outer.forEach((module, used) -> used.remove(module));
    return new PackageGraph(outer);
  }

  /** Those that are nested in a module, among themselves. */
  PackageGraph within(String outermost) {
    Predicate<String> nested = name -> name.startsWith(outermost + ".");
    SortedMap<String, Set<String>> inner = new TreeMap<>();
    uses.forEach(
        (module, used) -> {
          if (nested.test(module)) {
            inner.put(module, used.stream().filter(nested).collect(toCollection(TreeSet::new)));
          }
        });
    return new PackageGraph(inner);
  }

  /** A flow chart in Mermaid, without arrows that follow from others. */
  String mermaid() {
    return uses.keySet().stream()
        .map(
            module -> {
              String arrows =
                  uses.get(module).stream()
                      .filter(used -> !follows(module, used))
                      .collect(joining(" & "));
              return "  " + module + (arrows.isEmpty() ? "" : " --> " + arrows) + "\n";
            })
        .collect(joining("", "```mermaid\nflowchart TD\n", "```\n"));
  }

  private boolean follows(String module, String used) {
    return uses.get(module).stream().anyMatch(other -> !other.equals(used) && reaches(other, used));
  }

  private boolean reaches(String from, String to) {
    return usedBy(from).stream().anyMatch(next -> next.equals(to) || reaches(next, to));
  }

  private static String outermost(String module) {
    return module.split("\\.", 2)[0];
  }
}
