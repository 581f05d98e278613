package dev.gradtrace.contract;

import dev.gradtrace.validation.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the layers that entries expand to, including layers in blocks. */
final class LayerCount {

  /** Counts stop here, to avoid overflow. */
  private static final long MANY = Integer.MAX_VALUE;

  private LayerCount() {}

  /**
   * Adds a fault if there are no layers, or more than a network may have.
   *
   * @return whether there are few enough to expand
   */
  static boolean require(List<LayerRequest> entries, Faults faults, Limits limits) {
    faults.unless(!entries.isEmpty(), "layers", "must hold at least the output layer");
    long count = of(entries);
    boolean few = count <= limits.layers() + 1L;
    faults.unless(
        few || repeatsTooOften(entries, limits),
        "layers",
        "are %d after repeat, at most %d and the output layer are allowed",
        count,
        limits.layers());
    return few;
  }

  private static long of(List<LayerRequest> entries) {
    long count = 0;
    for (LayerRequest entry : entries) {
      count = Math.min(MANY, count + of(entry));
    }
    return count;
  }

  private static long of(@Nullable LayerRequest entry) {
    if (entry == null) {
      return 1;
    }
    List<LayerRequest> inside = entry.residual();
    return Math.min(MANY, Math.max(1, entry.times()) * (inside == null ? 1 : of(inside)));
  }

  /** Whether one entry alone is repeated too often, which has a fault of its own. */
  private static boolean repeatsTooOften(List<LayerRequest> entries, Limits limits) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry != null
                    && (entry.times() > limits.layers()
                        || entry.residual() != null && repeatsTooOften(entry.residual(), limits)));
  }
}
