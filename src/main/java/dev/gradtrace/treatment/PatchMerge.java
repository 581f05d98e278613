package dev.gradtrace.treatment;

import dev.gradtrace.diagnosis.examination.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Merges the patches of several remedies of one job. */
final class PatchMerge {

  private PatchMerge() {}

  /** Appends a remedy and removes from the earlier ones the operations it overrides. */
  static List<Remedy> add(List<Remedy> earlier, Remedy next) {
    List<Remedy> all = new ArrayList<>();
    for (Remedy remedy : earlier) {
      List<Remedy.Operation> left =
          remedy.patch().stream()
              .filter(before -> next.patch().stream().noneMatch(later -> covers(later, before)))
              .toList();
      // A later change of all layers was made from the earlier one, which it therefore contains.
      if (!left.isEmpty() || remedy.patch().stream().allMatch(PatchMerge::isOfLayers)) {
        all.add(new Remedy(remedy.title(), left));
      }
    }
    all.add(next);
    return all;
  }

  /** The operations of all remedies, in their order. */
  static List<Remedy.Operation> patch(List<Remedy> remedies) {
    return remedies.stream().flatMap(remedy -> remedy.patch().stream()).toList();
  }

  private static boolean covers(Remedy.Operation later, Remedy.Operation earlier) {
    return (earlier.path() + "/").startsWith(later.path() + "/");
  }

  private static boolean isOfLayers(Remedy.Operation operation) {
    return operation.path().equals("/network/layers");
  }
}
