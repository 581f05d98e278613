package dev.gradtrace.web.jobs;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code layers}. */
public final class ChosenLayers {

  private ChosenLayers() {}

  /**
   * The requested layers, each once; all if none is requested.
   *
   * @throws dev.gradtrace.validation.InvalidSpec for each that the network does not have
   */
  public static List<Integer> of(@Nullable List<Integer> layers, NetworkSpec network) {
    if (layers == null || layers.isEmpty()) {
      return IntStream.rangeClosed(1, network.depth()).boxed().toList();
    }
    Faults faults = new Faults();
    List<Integer> chosen = layers.stream().distinct().toList();
    for (Integer l : chosen) {
      if (l == null) {
        faults.malformed("layers", "must be numbers, one is empty");
      } else if (l < 1 || l > network.depth()) {
        faults.malformed("layers", "must lie between 1 and %d, was %d", network.depth(), l);
      }
    }
    faults.throwIfAny();
    return chosen;
  }
}
