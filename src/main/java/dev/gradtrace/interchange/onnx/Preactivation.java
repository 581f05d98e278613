package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Normalization;
import org.jspecify.annotations.Nullable;

/**
 * The argument z of an elementwise function: factor ⊙ v + offset, where v is W·a of a layer, the
 * result of a normalisation, dropout or sum of a skip, or the input of the graph.
 *
 * @param origin what computes v; null for the input of the graph
 */
record Preactivation(@Nullable Origin origin, Affine affine) {

  /** An operation on a signal that mixes units, or that has a place of its own in a network. */
  sealed interface Origin {

    /** The operand; for a skip, the end of the branch. */
    Signal below();
  }

  /**
   * The product W·a.
   *
   * @param weights W, [unit][input]
   * @param below a, the activation below
   */
  record Product(OnnxTensor weights, Signal below) implements Origin {}

  /**
   * A normalisation without its γ and β.
   *
   * @param mean moving mean; empty unless it is a batch norm
   * @param variance moving variance; empty unless it is a batch norm
   */
  record Normalized(Normalization kind, double[] mean, double[] variance, Signal below)
      implements Origin {}

  /** Dropout, which is the identity at inference. */
  record Masked(double rate, Signal below) implements Origin {}

  /**
   * The sum skip + scale·below.
   *
   * @param skip the signal x that bypasses the branch
   * @param start the signal at the beginning of the branch
   * @param entry affine function per unit from {@code skip} to {@code start}
   */
  record Joined(Signal skip, Signal start, Affine entry, double scale, Signal below)
      implements Origin {}

  static Preactivation input(int width) {
    return new Preactivation(null, Affine.identity(width));
  }

  static Preactivation of(Product product) {
    return new Preactivation(product, Affine.identity(product.weights().dims().get(0)));
  }

  /** The result of an operation with {@code width} units. */
  static Preactivation of(Origin origin, int width) {
    return new Preactivation(origin, Affine.identity(width));
  }

  /** Number of units; 0 if unknown, which only the input may be. */
  int width() {
    return affine.width();
  }

  Preactivation with(Affine next) {
    return new Preactivation(origin, next);
  }
}
