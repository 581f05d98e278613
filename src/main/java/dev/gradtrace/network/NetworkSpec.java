package dev.gradtrace.network;

import dev.gradtrace.validation.InvalidSpec;
import java.util.List;

/**
 * The architecture of a feed-forward network: n⁰ inputs, then layers 1…L.
 *
 * @param inputs number of input features n⁰, at least 1
 * @param layers layers 1…L in forward order; the last is the output layer
 */
public record NetworkSpec(int inputs, List<LayerSpec> layers) {

  public NetworkSpec {
    layers = List.copyOf(layers);
    InvalidSpec.unless(inputs >= 1, "inputs", "must be at least 1, was %d", inputs);
    InvalidSpec.unless(!layers.isEmpty(), "layers", "must hold at least the output layer");
  }

  /** L, the number of layers after the input. */
  public int depth() {
    return layers.size();
  }

  /** Layer {@code l} of 1…L. */
  public LayerSpec layer(int l) {
    return layers.get(l - 1);
  }

  /** nˡ, the width of layer {@code l}; layer 0 is the input. */
  public int width(int l) {
    return l == 0 ? inputs : layer(l).units();
  }

  /** nᴸ, the number of outputs. */
  public int outputs() {
    return width(depth());
  }

  /** Number of weights and biases of layer {@code l}. */
  public long parameterCount(int l) {
    return (long) width(l) * width(l - 1) + (layer(l).useBias() ? width(l) : 0);
  }

  /** Number of weights and biases of the network. */
  public long parameterCount() {
    long count = 0;
    for (int l = 1; l <= depth(); l++) {
      count += parameterCount(l);
    }
    return count;
  }

  /** About how many multiplications it takes to draw the weights and biases from a seed. */
  public long initialisationMultiplications() {
    long multiplications = 0;
    for (int l = 1; l <= depth(); l++) {
      if (layer(l).weightInitializer() instanceof Initializer.Orthogonal) {
        multiplications += decompositionMultiplications(width(l), width(l - 1));
      }
    }
    return multiplications;
  }

  /** About how many multiplications a QR or singular value decomposition takes. */
  public static long decompositionMultiplications(long rows, long columns) {
    return 4 * rows * columns * Math.max(rows, columns);
  }
}
