package dev.gradtrace.interchange.onnx;

import org.jspecify.annotations.Nullable;

/**
 * What a layer computes before its activation, z = factor ⊙ (W·a) + offset; or the input of the
 * graph, z = factor ⊙ x + offset.
 *
 * @param product null for the input
 */
record Preactivation(@Nullable Product product, Affine affine) {

  /**
   * W·a.
   *
   * @param weights W, [unit][input]
   * @param a what the layer below gives
   */
  record Product(OnnxTensor weights, Signal a) {}

  static Preactivation input(int width) {
    return new Preactivation(null, Affine.identity(width));
  }

  static Preactivation of(Product product) {
    return new Preactivation(product, Affine.identity(product.weights().dims().get(0)));
  }

  /** Number of units; 0 for an input whose width is not known yet. */
  int width() {
    return affine.width();
  }

  Preactivation with(Affine next) {
    return new Preactivation(product, next);
  }
}
