package dev.gradtrace.network;

import dev.gradtrace.validation.InvalidSpec;

/**
 * One layer of a network: a = σ(W·x + b).
 *
 * @param units number of neurons nˡ, at least 1
 * @param activation σ
 * @param weightInitializer how W starts
 * @param biasInitializer how b starts
 * @param useBias whether the layer has biases at all
 */
public record LayerSpec(
    int units,
    Activation activation,
    Initializer weightInitializer,
    Initializer biasInitializer,
    boolean useBias) {

  public LayerSpec {
    InvalidSpec.unless(units >= 1, "units", "must be at least 1, was %d", units);
  }

  /** A layer with Keras' defaults: Glorot-uniform weights and zero biases. */
  public static LayerSpec of(int units, Activation activation) {
    return new LayerSpec(
        units,
        activation,
        Initializer.VarianceScaling.GLOROT_UNIFORM,
        Initializer.Constant.ZEROS,
        true);
  }
}
