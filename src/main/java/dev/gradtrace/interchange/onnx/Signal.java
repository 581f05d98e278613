package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Elementwise;
import java.util.stream.IntStream;

/**
 * A signal in a chain of layers: a preactivation z, an elementwise function of it, then an affine
 * function per unit.
 *
 * @param curve the elementwise function
 * @param isSoftmax whether the function is softmax instead
 * @param after affine function after the activation
 * @param form dimensions of its tensor
 * @param node number of the node that computes it; −1 for the input of the graph
 */
record Signal(Preactivation z, Curve curve, boolean isSoftmax, Affine after, Form form, int node)
    implements GraphValue {

  static Signal of(Preactivation z, Form form, int node) {
    return new Signal(z, Curve.IDENTITY, false, Affine.identity(z.width()), form, node);
  }

  /** Whether no function was applied to z. */
  boolean isPlain() {
    return curve == Curve.IDENTITY && !isSoftmax;
  }

  /** Whether another signal is the same, apart from its shape. */
  boolean isSame(Signal other) {
    return z == other.z
        && curve == other.curve
        && isSoftmax == other.isSoftmax
        && after == other.after;
  }

  /** Whether it is an elementwise function of z, without an affine function after it. */
  boolean isFunction() {
    return !isSoftmax && after.isIdentity();
  }

  /** Whether its units are probabilities that sum to 1. */
  boolean sumsToOne() {
    return after.isIdentity() && (isSoftmax || isTwoSigmoids());
  }

  /** Whether the two units are σ(−z) = 1 − p and σ(z) = p. */
  private boolean isTwoSigmoids() {
    return z.width() == 2
        && z.origin() instanceof Preactivation.Product product
        && KnownActivations.find(curve.samples()).filter(Elementwise.SIGMOID::equals).isPresent()
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

  Signal with(Curve other, int at) {
    return new Signal(z, other, false, after, form, at);
  }

  Signal softmax(int at) {
    return new Signal(z, curve, true, after, form, at);
  }

  Signal in(Form other) {
    return new Signal(z, curve, isSoftmax, after, other, node);
  }

  /** Replaces the affine function: that of z if no function was applied, else that after it. */
  Signal with(Affine next, int at) {
    return isPlain() ? of(z.with(next), form, at) : new Signal(z, curve, isSoftmax, next, form, at);
  }

  /** The affine function that a factor or term per unit would be added to. */
  Affine affine() {
    return isPlain() ? z.affine() : after;
  }
}
