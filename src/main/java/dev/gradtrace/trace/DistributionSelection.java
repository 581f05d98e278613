package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A selection of tensors and layers.
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

  /** Number of distributions per step. */
  int size() {
    return of.size() * layers.size();
  }

  boolean hasLayer(int l) {
    return Collections.binarySearch(layers, l) >= 0;
  }

  /** Index of a distribution: by tensor, then by layer. */
  int index(Tensor tensor, int l) {
    int layer = Collections.binarySearch(layers, l);
    int row = of.indexOf(tensor);
    if (layer < 0 || row < 0) {
      throw new IllegalArgumentException(tensor.label() + " of layer " + l + " was not selected");
    }
    return row * layers.size() + layer;
  }
}
