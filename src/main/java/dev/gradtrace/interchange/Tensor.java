package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers of a network under the name they have in files.
 *
 * @param shape sizes of the dimensions; the elements lie row after row
 */
public record Tensor(String name, List<Integer> shape, Matrix elements) {

  static final String SHIFT = "inputs.shift";
  static final String FACTOR = "inputs.factor";

  public static Tensor weight(Network network, int l) {
    Matrix weights = network.weights(l);
    return new Tensor(
        "layers.%s.weight".formatted(l), List.of(weights.rows(), weights.columns()), weights);
  }

  public static Tensor bias(Network network, int l) {
    return vector("layers.%s.bias".formatted(l), network.biases(l));
  }

  /** What inputs are shifted by and multiplied with; empty where they stay as they are. */
  public static List<Tensor> of(Scaling.Fitted scaling) {
    int length = scaling.length();
    return scaling.isIdentity()
        ? List.of()
        : List.of(
            vector(SHIFT, Matrix.ofColumns(length, scaling.shift())),
            vector(FACTOR, Matrix.ofColumns(length, scaling.factor())));
  }

  /** The scaling, and what each layer has. */
  public static List<Tensor> of(Network network, Scaling.Fitted scaling) {
    List<Tensor> tensors = new ArrayList<>(of(scaling));
    for (int l = 1; l <= network.depth(); l++) {
      tensors.add(weight(network, l));
      if (network.spec().layer(l).useBias()) {
        tensors.add(bias(network, l));
      }
    }
    return tensors;
  }

  private static Tensor vector(String name, Matrix column) {
    return new Tensor(name, List.of(column.rows()), column);
  }

  /** The same numbers under another name. */
  public Tensor named(String other) {
    return new Tensor(other, shape, elements);
  }

  /** Bytes of the elements in 64 bits. */
  public long bytes() {
    return (long) elements.size() * Double.BYTES;
  }
}
