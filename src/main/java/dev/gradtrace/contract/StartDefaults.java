package dev.gradtrace.contract;

import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import org.jspecify.annotations.Nullable;

/**
 * How weights and biases start where a layer does not say.
 *
 * @param weights of the network
 * @param biases of the network; null when it does not say either
 */
record StartDefaults(Initializer weights, @Nullable Initializer biases) {

  Initializer weights(@Nullable InitializerRequest own) {
    return own == null ? weights : own.toSpec();
  }

  /**
   * Biases that nobody names start as PyTorch starts them beside such weights, else at 0.
   *
   * @param weightsOfLayer null when they were refused
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
