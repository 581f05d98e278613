package dev.gradtrace.interchange;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of a network as a named tensor of a file.
 *
 * @param shape sizes of the dimensions; the elements are in row-major order
 * @param type of the elements in the file
 */
public record Tensor(String name, List<Integer> shape, Matrix elements, Type type) {

  /** Types of elements in files. */
  public enum Type {
    F64,
    I64
  }

  static final String SHIFT = "inputs.shift";
  static final String FACTOR = "inputs.factor";
  static final String OUTPUT_RANGE = "outputs.range";
  static final String OUTPUT_SHIFT = "outputs.shift";

  public static Tensor weight(Network network, int l) {
    Matrix weights = network.weights(l);
    return new Tensor(
        "layers.%s.weight".formatted(l),
        List.of(weights.rows(), weights.columns()),
        weights,
        Type.F64);
  }

  public static Tensor bias(Network network, int l) {
    return vector("layers.%s.bias".formatted(l), network.biases(l));
  }

  /** Shift and factor of the inputs; empty for the identity. */
  public static List<Tensor> of(Scaling.Fitted scaling) {
    return scaling.isIdentity()
        ? List.of()
        : List.of(vector(SHIFT, scaling.shift()), vector(FACTOR, scaling.factor()));
  }

  /** Range and shift that convert outputs to the units of the targets; empty for the identity. */
  public static List<Tensor> undoing(Scaling.Fitted scaling) {
    return scaling.isIdentity()
        ? List.of()
        : List.of(vector(OUTPUT_RANGE, scaling.ranges()), vector(OUTPUT_SHIFT, scaling.shift()));
  }

  /** The scalings, and the parameters of each layer. */
  public static List<Tensor> of(ScaledNetwork scaled) {
    Network network = scaled.network();
    List<Tensor> tensors = new ArrayList<>(of(scaled.inputs()));
    for (int l = 1; l <= network.depth(); l++) {
      tensors.add(weight(network, l));
      if (network.spec().layer(l).useBias()) {
        tensors.add(bias(network, l));
      }
      PlacedNormalization.of(network, l).forEach(own -> tensors.addAll(own.tensors()));
    }
    tensors.addAll(undoing(scaled.targets()));
    return tensors;
  }

  static Tensor vector(String name, Matrix column) {
    return new Tensor(name, List.of(column.rows()), column, Type.F64);
  }

  public static Tensor vector(String name, double[] elements) {
    return vector(name, Matrix.ofColumns(elements.length, elements));
  }

  /** A scalar integer counter with the value 0. */
  public static Tensor count(String name) {
    return new Tensor(name, List.of(), Matrix.zeros(1, 1), Type.I64);
  }

  /** The same tensor under another name. */
  public Tensor named(String other) {
    return new Tensor(other, shape, elements, type);
  }

  /** A copy with a number added to each element. */
  public Tensor plus(double term) {
    Matrix sum = elements.copy();
    for (int i = 0; i < sum.rows(); i++) {
      for (int j = 0; j < sum.columns(); j++) {
        sum.set(i, j, sum.at(i, j) + term);
      }
    }
    return new Tensor(name, shape, sum, type);
  }

  /** Bytes of the elements as doubles. */
  public long bytes() {
    return (long) elements.size() * Double.BYTES;
  }
}
