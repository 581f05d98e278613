package dev.gradtrace.treatment;

import dev.gradtrace.diagnosis.examination.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Several remedies of one job, applied one after another. */
final class PatchMerge {

  private PatchMerge() {}

  /** Remedies with one more; of those before stays what it does not set anew. */
  static List<Remedy> add(List<Remedy> earlier, Remedy next) {
    List<Remedy> all = new ArrayList<>();
    for (Remedy remedy : earlier) {
      List<Remedy.Operation> left =
          remedy.patch().stream()
              .filter(before -> next.patch().stream().noneMatch(later -> covers(later, before)))
              .toList();
      // Later layers are made from the earlier, whose change is still in them.
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
