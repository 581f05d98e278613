package dev.gradtrace.interchange.onnx;

import dev.gradtrace.network.Normalization;
import org.jspecify.annotations.Nullable;

/**
 * What a function of each unit is applied to: factor ⊙ v + offset, v what a layer computes before
 * its activation, what a normalisation, dropout or the sum of a skip makes of a signal, or the
 * input of the graph.
 *
 * @param origin null for the input
 */
record Preactivation(@Nullable Origin origin, Affine affine) {

  /**
   * What makes a signal of another, units of which depend on several of that, or that is a place.
   */
  sealed interface Origin {

    /** What comes in; of a skip, from the branch. */
    Signal below();
  }

  /**
   * W·a.
   *
   * @param weights W, [unit][input]
   * @param below a, what the layer below gives
   */
  record Product(OnnxTensor weights, Signal below) implements Origin {}

  /**
   * A normalisation without its γ and β.
   *
   * @param mean moving mean; none but of a batch norm
   * @param variance moving variance; none but of a batch norm
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Normalized(Normalization kind, double[] mean, double[] variance, Signal below)
      implements Origin {}

  /** Dropout as it is at inference. */
  record Masked(double rate, Signal below) implements Origin {}

  /**
   * skip + scale·below.
   *
   * @param skip what is handed on
   * @param start where the branch begins
   * @param entry what the branch makes of {@code skip} first, unit by unit
   */
  record Joined(Signal skip, Signal start, Affine entry, double scale, Signal below)
      implements Origin {}

  static Preactivation input(int width) {
    return new Preactivation(null, Affine.identity(width));
  }

  static Preactivation of(Product product) {
    return new Preactivation(product, Affine.identity(product.weights().dims().get(0)));
  }

  /** A signal of as many units as another. */
  static Preactivation of(Origin origin, int width) {
    return new Preactivation(origin, Affine.identity(width));
  }

  /** Number of units; 0 for an input whose width is not known yet. */
  int width() {
    return affine.width();
  }

  Preactivation with(Affine next) {
    return new Preactivation(origin, next);
  }
}
