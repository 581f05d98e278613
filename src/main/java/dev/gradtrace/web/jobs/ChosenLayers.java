package dev.gradtrace.web.jobs;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.Faults;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parameter {@code layers} of queries for what layers recorded. */
public final class ChosenLayers {

  private ChosenLayers() {}

  /**
   * The layers asked for, each once; all if none is.
   *
   * @throws dev.gradtrace.validation.InvalidSpec naming each that the network does not have
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
