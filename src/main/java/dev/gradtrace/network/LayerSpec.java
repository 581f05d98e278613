package dev.gradtrace.network;

import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a network: a = σ(W·x + b), optionally with normalisation before or after σ, and
 * dropout.
 *
 * @param units number of neurons nˡ, at least 1
 * @param activation σ
 * @param weightInitializer distribution of the initial W
 * @param biasInitializer distribution of the initial b
 * @param useBias whether the layer has biases at all
 * @param normalization null for none
 * @param dropout probability in [0, 1) that an output is 0 in training; the others are divided by 1
 *     − dropout
 */
public record LayerSpec(
    int units,
    Activation activation,
    Initializer weightInitializer,
    Initializer biasInitializer,
    boolean useBias,
    @Nullable LayerNormalization normalization,
    double dropout) {

  public LayerSpec {
    Faults faults = new Faults();
    faults.unless(units >= 1, "units", "must be at least 1, was %d", units);
    NetworkSpec.requireRate(faults, "dropout", dropout);
    faults.throwIfAny();
  }

  /** A layer without normalisation and dropout. */
  public LayerSpec(
      int units,
      Activation activation,
      Initializer weightInitializer,
      Initializer biasInitializer,
      boolean useBias) {
    this(units, activation, weightInitializer, biasInitializer, useBias, null, 0);
  }

  /** A layer with the defaults of Keras: Glorot-uniform weights, zero biases. */
  public static LayerSpec of(int units, Activation activation) {
    return new LayerSpec(
        units,
        activation,
        Initializer.VarianceScaling.GLOROT_UNIFORM,
        Initializer.Constant.ZEROS,
        true);
  }

  /** The same layer with another σ. */
  public LayerSpec withActivation(Activation other) {
    return new LayerSpec(
        units, other, weightInitializer, biasInitializer, useBias, normalization, dropout);
  }

  /** The same layer with {@code count} units. */
  public LayerSpec withUnits(int count) {
    return new LayerSpec(
        count, activation, weightInitializer, biasInitializer, useBias, normalization, dropout);
  }

  /** The same layer with other initializers. */
  public LayerSpec startedFrom(Initializer weights, Initializer biases) {
    return new LayerSpec(units, activation, weights, biases, useBias, normalization, dropout);
  }

  /** The same layer with a normalisation before σ. */
  public LayerSpec withNormalization(Normalization kind) {
    return withNormalization(new LayerNormalization(kind, Position.BEFORE_ACTIVATION));
  }

  /** The same layer with another normalisation; null for none. */
  public LayerSpec withNormalization(@Nullable LayerNormalization other) {
    return new LayerSpec(
        units, activation, weightInitializer, biasInitializer, useBias, other, dropout);
  }

  /** The same layer with another dropout rate. */
  public LayerSpec withDropout(double rate) {
    return new LayerSpec(
        units, activation, weightInitializer, biasInitializer, useBias, normalization, rate);
  }

  /** The normalisation of z; null for none. */
  public @Nullable Normalization normalizationBeforeActivation() {
    return normalizationAt(Position.BEFORE_ACTIVATION);
  }

  /** The normalisation of σ(z); null for none. */
  public @Nullable Normalization normalizationAfterActivation() {
    return normalizationAt(Position.AFTER_ACTIVATION);
  }

  private @Nullable Normalization normalizationAt(Position position) {
    return normalization != null && normalization.position() == position
        ? normalization.kind()
        : null;
  }
}
