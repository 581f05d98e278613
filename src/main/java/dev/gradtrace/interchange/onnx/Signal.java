package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Elementwise;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What flows through a chain of layers: the preactivation of one of them, and what has been made of
 * it since, the same for each unit, then unit by unit.
 *
 * @param values of the function of z at {@link KnownActivations#POINTS}; these points themselves
 *     for z
 * @param isSoftmax whether it is the softmax of z instead
 * @param after what follows the activation
 * @param form axes of the tensor that it comes in
 * @param node number of the node it came from; −1 for the input of the graph
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Signal(
    Preactivation z, double[] values, boolean isSoftmax, Affine after, Form form, int node)
    implements GraphValue {

  static Signal of(Preactivation z, Form form, int node) {
    return new Signal(z, KnownActivations.POINTS, false, Affine.identity(z.width()), form, node);
  }

  /** Whether nothing has been made of z. */
  boolean isPlain() {
    return values == KnownActivations.POINTS && !isSoftmax;
  }

  /** Whether another is the same, be it in another form. */
  boolean isSame(Signal other) {
    return z == other.z
        && values == other.values
        && isSoftmax == other.isSoftmax
        && after == other.after;
  }

  /** Whether it is a function of z that is the same for each unit. */
  boolean isFunction() {
    return !isSoftmax && after.isIdentity();
  }

  /** Whether its units are the probabilities of all classes. */
  boolean sumsToOne() {
    return after.isIdentity() && (isSoftmax || isTwoSigmoids());
  }

  /** σ(−z) = 1 − p and σ(z) = p. */
  private boolean isTwoSigmoids() {
    return z.width() == 2
        && z.origin() instanceof Preactivation.Product product
        && KnownActivations.find(values).filter(Elementwise.SIGMOID::equals).isPresent()
        && areOpposite(z.affine().offset(0), z.affine().offset(1))
        && IntStream.range(0, product.weights().width())
            .allMatch(j -> areOpposite(weight(product, 0, j), weight(product, 1, j)));
  }

  private double weight(Preactivation.Product product, int i, int j) {
    return z.affine().factor(i) * product.weights().at(i, j);
  }

  private static boolean areOpposite(double a, double b) {
    return a == -b;
  }

  Signal map(DoubleUnaryOperator function, int at) {
    return with(Arrays.stream(values).map(function).toArray(), at);
  }

  /** A function of this and another made of the same z. */
  Signal combine(Signal other, DoubleBinaryOperator function, int at) {
    double[] results = new double[values.length];
    Arrays.setAll(results, i -> function.applyAsDouble(values[i], other.values[i]));
    return with(results, at);
  }

  Signal with(double[] results, int at) {
    return new Signal(z, results, false, after, form, at);
  }

  Signal softmax(int at) {
    return new Signal(z, values, true, after, form, at);
  }

  Signal in(Form other) {
    return new Signal(z, values, isSoftmax, after, other, node);
  }

  /** What comes of a factor and a term for each unit: part of z, or of what follows. */
  Signal with(Affine next, int at) {
    return isPlain()
        ? of(z.with(next), form, at)
        : new Signal(z, values, isSoftmax, next, form, at);
  }

  /** What a factor and a term for each unit would be added to. */
  Affine affine() {
    return isPlain() ? z.affine() : after;
  }
}
