package dev.gradtrace.network;

import dev.gradtrace.matrix.Elementary;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.Pointwise;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Elementwise activations without parameters; each constant has σ, its derivative σ′, its second
 * derivative σ″, and a pass that computes σ and σ′ of a batch.
 */
public enum Elementwise implements Activation.OfOneNeuron {
  LINEAR(z -> z, z -> 1, z -> 0, Pointwise::linear),
  SIGMOID(
      Elementary::sigmoid,
      Elementary::sigmoidSlope,
      z -> Elementary.sigmoidSlope(z) * (1 - 2 * Elementary.sigmoid(z)),
      Pointwise::sigmoid),
  TANH(
      Elementary::tanh,
      Elementary::tanhSlope,
      z -> -2 * Elementary.tanh(z) * Elementary.tanhSlope(z),
      Pointwise::tanh),
  /** max(0, z), with the subgradient 0 at the kink. */
  RELU(z -> Math.max(z, 0), z -> z > 0 ? 1 : 0, z -> 0, Pointwise::relu),
  /** ELU with the α and scale that keep mean 0 and variance 1 (Klambauer et al. 2017). */
  SELU(
      z -> Pointwise.elu(Pointwise.SELU_SCALE, Pointwise.SELU_ALPHA, z),
      z -> Pointwise.eluSlope(Pointwise.SELU_SCALE, Pointwise.SELU_ALPHA, z),
      z -> z > 0 ? 0 : Pointwise.eluSlope(Pointwise.SELU_SCALE, Pointwise.SELU_ALPHA, z),
      (z, a, slope) -> Pointwise.elu(Pointwise.SELU_SCALE, Pointwise.SELU_ALPHA, z, a, slope)),
  /** z·Φ(z), the exact form with the error function (Hendrycks and Gimpel 2016). */
  GELU(Elementary::gelu, Elementary::geluSlope, Elementwise::geluCurvature, Pointwise::gelu),
  /** z·σ(z), also called swish. */
  SILU(
      Elementary::silu,
      Elementary::siluSlope,
      z -> Elementary.sigmoidSlope(z) * Math.fma(z, 1 - 2 * Elementary.sigmoid(z), 2),
      Pointwise::silu),
  SOFTPLUS(
      Elementary::softplus, Elementary::sigmoid, Elementary::sigmoidSlope, Pointwise::softplus),
  EXPONENTIAL(Elementary::exp, Elementary::exp, Elementary::exp, Pointwise::exponential);

  /** |z| beyond which e^(−z²/2) is 0. */
  private static final double END_OF_NORMAL = 40;

  private final DoubleUnaryOperator value;
  private final DoubleUnaryOperator slope;
  private final DoubleUnaryOperator curvature;
  private final Pass pass;

  Elementwise(
      DoubleUnaryOperator value,
      DoubleUnaryOperator slope,
      DoubleUnaryOperator curvature,
      Pass pass) {
    this.value = value;
    this.slope = slope;
    this.curvature = curvature;
    this.pass = pass;
  }

  /** σ(z) of one neuron. */
  public double value(double z) {
    return value.applyAsDouble(z);
  }

  /** σ′(z) of one neuron. */
  public double slope(double z) {
    return slope.applyAsDouble(z);
  }

  @Override
  public double curvature(double z) {
    return curvature.applyAsDouble(z);
  }

  @Override
  public double jump() {
    return switch (this) {
      case RELU -> 1;
      case SELU -> Pointwise.SELU_SCALE * (1 - Pointwise.SELU_ALPHA);
      default -> 0;
    };
  }

  @Override
  public double continued(double z, boolean asAbove) {
    return switch (this) {
      case RELU -> asAbove ? z : 0;
      case SELU -> Pointwise.eluPiece(Pointwise.SELU_SCALE, Pointwise.SELU_ALPHA, z, asAbove);
      default -> value(z);
    };
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void apply(Matrix z, Matrix a, Matrix slopes) {
    pass.run(z, a, slopes);
  }

  @Override
  public boolean isProbability() {
    return this == SIGMOID;
  }

  @Override
  public OptionalDouble saturatingSlope() {
    return switch (this) {
      case SIGMOID -> OptionalDouble.of(0.25);
      case TANH -> OptionalDouble.of(1);
      default -> OptionalDouble.empty();
    };
  }

  @Override
  public boolean isRectifier() {
    return this == RELU || this == SELU;
  }

  /** Computes σ and σ′ of a batch. */
  private interface Pass {
    void run(Matrix z, Matrix a, Matrix slope);
  }

  /** (2 − z²)·φ(z), φ the density of the normal distribution. */
  private static double geluCurvature(double z) {
    return Math.abs(z) > END_OF_NORMAL
        ? 0
        : Math.fma(-z, z, 2) * Elementary.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
