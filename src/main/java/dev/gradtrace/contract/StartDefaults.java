package dev.gradtrace.contract;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import org.jspecify.annotations.Nullable;

/**
 * Initializers for layers that name none.
 *
 * @param weights of the network
 * @param biases of the network; null if it names none either
 */
record StartDefaults(Initializer weights, @Nullable Initializer biases) {

  Initializer weights(@Nullable InitializerRequest own) {
    return own == null ? weights : own.toSpec();
  }

  /**
   * The initializer of a layer's biases; if none is named, that of PyTorch for PyTorch's weight
   * initializers, else zeros.
   *
   * @param weightsOfLayer null if they were refused
   */
  Initializer biases(@Nullable InitializerRequest own, @Nullable Initializer weightsOfLayer) {
    if (own != null) {
      return own.toSpec();
    }
    if (biases != null) {
      return biases;
    }
    return weightsOfLayer == VarianceScaling.TORCH_LINEAR
        ? VarianceScaling.TORCH_LINEAR
        : Initializer.Constant.ZEROS;
  }
}
