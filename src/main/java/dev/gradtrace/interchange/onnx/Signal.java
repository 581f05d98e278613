package dev.gradtrace.interchange.onnx;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What flows through a chain of layers: the preactivation of one of them, and what has been made of
 * it since, the same for each unit.
 *
 * @param values of the function of z at {@link KnownActivations#POINTS}; these points themselves
 *     for z
 * @param isSoftmax whether it is the softmax of z instead
 * @param node number of the node it came from; −1 for the input of the graph
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Signal(Preactivation z, double[] values, boolean isSoftmax, int node) implements GraphValue {

  static Signal of(Preactivation z, int node) {
    return new Signal(z, KnownActivations.POINTS, false, node);
  }

  /** Whether nothing has been made of z. */
  boolean isPlain() {
    return values == KnownActivations.POINTS && !isSoftmax;
  }

  Signal map(DoubleUnaryOperator function, int at) {
    return new Signal(z, Arrays.stream(values).map(function).toArray(), false, at);
  }

  /** A function of this and another made of the same z. */
  Signal combine(Signal other, DoubleBinaryOperator function, int at) {
    double[] results = new double[values.length];
    Arrays.setAll(results, i -> function.applyAsDouble(values[i], other.values[i]));
    return new Signal(z, results, false, at);
  }
}
