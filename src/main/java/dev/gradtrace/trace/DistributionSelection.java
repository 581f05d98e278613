package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distributions of which tensors of which layers.
 *
 * @param layers numbers of layers, 1…L, ascending
 */
public record DistributionSelection(List<Tensor> of, List<Integer> layers) {

  public DistributionSelection {
    of = of.stream().distinct().toList();
    layers = layers.stream().distinct().sorted().toList();
  }

  /** These tensors of every layer. */
  public static DistributionSelection all(List<Tensor> of, NetworkSpec network) {
    return new DistributionSelection(
        of, IntStream.rangeClosed(1, network.depth()).boxed().toList());
  }

  /** How many there are of a step. */
  int size() {
    return of.size() * layers.size();
  }

  boolean hasLayer(int l) {
    return Collections.binarySearch(layers, l) >= 0;
  }

  /** Where one stands: tensor by tensor, layer by layer. */
  int index(Tensor tensor, int l) {
    int layer = Collections.binarySearch(layers, l);
    int row = of.indexOf(tensor);
    if (layer < 0 || row < 0) {
      throw new IllegalArgumentException(tensor.label() + " of layer " + l + " was not selected");
    }
    return row * layers.size() + layer;
  }
}
