package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * The results of one layer for a batch of m samples, forwards and backwards.
 *
 * <pre>
 *   z = W·x + b,  u = N(z), or z without a normalisation before σ,  s = σ(u)
 * </pre>
 *
 * The gradients are per sample, without 1/m, and have exponents, so that they do not underflow or
 * overflow even over a thousand layers: the true δˡ is {@code delta}·2^{@code deltaExponent}.
 */
public final class LayerPass {

  /** Magnitude of exponents that can be applied in one multiplication, far from underflow. */
  private static final int NEAR = 512;

  /** Approximate bytes of the object without its matrices. */
  private static final long BYTES_OF_FRAME = 60;

  private final Signal z;
  private final @Nullable Normalizing normalizing;
  private final Signal u;
  private final Signal s;
  private final Matrix slope;
  private Signal a;
  private double farGradientNorm;

  /** Layer {@code l} of a network. */
  LayerPass(NetworkSpec network, int l, int samples, Mode mode) {
    int units = network.width(l);
    Normalization before = network.layer(l).normalizationBeforeActivation();
    z = Signal.of(units, samples);
    normalizing =
        before == null
            ? null
            : new Normalizing.Site(z, samples, NormalizationPlace.LAYER, l).with(before, mode);
    u = normalizing == null ? z : normalizing.to();
    s = Signal.of(units, samples);
    slope = Matrix.zeros(units, samples);
    a = s;
  }

  /** Approximate bytes of its matrices and objects. */
  static long bytes(NetworkSpec network, int l, long samples) {
    long units = network.width(l);
    long normalization =
        network.layer(l).normalizationBeforeActivation() == null
            ? 0
            : Normalizing.bytes(units, samples);
    return 2 * Signal.bytes(units, samples)
        + Matrix.bytes(units, samples)
        + normalization
        + BYTES_OF_FRAME;
  }

  /** Preactivations zˡ, n×m. */
  public Matrix z() {
    return z.value();
  }

  /** uˡ, the input of σ, n×m: zˡ, normalised if the layer normalises before σ. */
  public Matrix u() {
    return u.value();
  }

  /** sˡ = σ(uˡ), n×m. */
  public Matrix s() {
    return s.value();
  }

  /** aˡ, the output of the layer, n×m: sˡ after normalisation and dropout, if any. */
  public Matrix a() {
    return a.value();
  }

  /** σ′(uˡ), n×m; for softmax the diagonal of the Jacobian. */
  public Matrix slope() {
    return slope;
  }

  /** ∂C/∂sˡ, n×m, without the factor 2^{@link #activationGradientExponent()}. */
  public Matrix activationGradient() {
    return s.gradient();
  }

  /** The exponent of {@link #activationGradient()}. */
  public int activationGradientExponent() {
    return s.exponent();
  }

  /** ∂C/∂uˡ, n×m: δˡ without a normalisation before σ. */
  Matrix logitGradient() {
    return u.gradient();
  }

  /** δˡ = ∂C/∂zˡ, n×m, without the factor 2^{@link #deltaExponent()}. */
  public Matrix delta() {
    return z.gradient();
  }

  /** The exponent of {@link #delta()}. */
  public int deltaExponent() {
    return z.exponent();
  }

  Signal zSignal() {
    return z;
  }

  Signal uSignal() {
    return u;
  }

  Signal sSignal() {
    return s;
  }

  @Nullable Normalizing normalizing() {
    return normalizing;
  }

  /** Sets the output of the layer, if it is not σ(u) itself. */
  void handsOn(Signal signal) {
    a = signal;
  }

  /** 1 − a of one entry of a probability, exact where a rounds to 1. */
  double complement(int i, int j) {
    double probability = s().at(i, j);
    return probability > 0.5 ? slope.at(i, j) / probability : 1 - probability;
  }

  /** e⁻|ᶻ| of one entry of a sigmoid: the odds of the less probable outcome. */
  double odds(int i, int j) {
    double probability = s().at(i, j);
    double greater = Math.max(probability, 1 - probability);
    return slope.at(i, j) / (greater * greater);
  }

  /** ‖{@link #activationGradient()}‖_F, without the exponent. */
  double activationGradientNorm() {
    return s.gradient().norm(s.squares());
  }

  /** ‖{@link #delta()}‖_F, without the exponent. */
  double deltaNorm() {
    return z.norm();
  }

  /** ‖δ‖² of every sample, without the exponent. */
  double[] deltaSquares() {
    return z.squares();
  }

  /** The part of 2^{@link #deltaExponent()} that is applied while a gradient is computed. */
  double deltaScale() {
    return isGradientWhole() ? Signal.times(1, deltaExponent()) : 1;
  }

  /**
   * Applies the rest of 2^{@link #deltaExponent()} to a gradient, and keeps its norm in case it
   * underflows.
   */
  void finishScaling(Matrix biasGradient, Matrix weightGradient) {
    if (!isGradientWhole()) {
      farGradientNorm = weightGradient.norm();
      biasGradient.scaleByPowerOfTwo(deltaExponent());
      weightGradient.scaleByPowerOfTwo(deltaExponent());
    }
  }

  /** ‖∂C/∂Wˡ‖_F without the factor 2^{@link #deltaExponent()}, given the norm with it. */
  double unscaledGradientNorm(double gradientNorm) {
    return isGradientWhole() ? Signal.times(gradientNorm, -deltaExponent()) : farGradientNorm;
  }

  /** Whether gradients have the whole factor 2^{@link #deltaExponent()} from their computation. */
  public boolean isGradientWhole() {
    return Math.abs(deltaExponent()) <= NEAR;
  }

  /** Computes u and s from z. */
  void activate(Network network, Activation activation) {
    if (normalizing != null) {
      normalizing.forward(network);
    }
    activation.apply(u(), s(), slope);
  }

  void scaleActivationGradientBy(int exponent) {
    s.setExponent(exponent);
  }

  /** Computes ∂C/∂u from ∂C/∂s (BP2). */
  void pullBack(Activation activation) {
    activation.pullBack(
        s(), slope, activationGradient(), logitGradient(), s.squares(), u.squares());
    u.acceptWithSquares(s.exponent());
  }

  /** Computes δ from ∂C/∂u, which is the same without a normalisation before σ. */
  void pullBackNormalization(Network network, Parameters gradient) {
    if (normalizing != null) {
      normalizing.pullBack(network, gradient);
    }
  }

  /** Computes the tangent of s from that of z, with γ and β changing along a direction. */
  void activateTangent(Network network, Parameters direction, Activation activation) {
    if (normalizing != null) {
      normalizing.forwardTangent(network, direction);
    }
    activation.pushForward(s(), slope, u.valueTangent(), s.valueTangent());
  }

  /** Computes the tangent of ∂C/∂u from those of u and ∂C/∂s. */
  void pullBackTangent(Activation activation) {
    activation.pushForward(s(), slope, s.gradientTangent(), u.gradientTangent());
    activation.addPullBackTangent(
        u(), s(), slope, activationGradient(), u.valueTangent(), u.gradientTangent());
  }

  /** Computes the tangent of δ from those of z and ∂C/∂u, with γ changing along a direction. */
  void pullBackNormalizationTangent(Network network, Parameters direction, Parameters product) {
    if (normalizing != null) {
      normalizing.pullBackTangent(network, direction, product);
    }
  }

  /** Applies the exponents of all gradients, so that they become 0. */
  void settle() {
    s.settle();
    z.settle();
    if (normalizing != null) {
      u.settle();
    }
  }

  /** Accepts ∂C/∂u after it was computed without the factor 2^{@code exponent}. */
  void acceptLogitGradient(int exponent) {
    u.accept(exponent);
  }

  /** Accepts ∂C/∂s after it was computed without the factor 2^{@code exponent}. */
  void acceptActivationGradient(int exponent) {
    activationGradient().copySquaresOfColumns(s.squares());
    s.setExponent(exponent);
  }

  void narrowTo(int samples) {
    z.narrowTo(samples);
    s.narrowTo(samples);
    slope.narrowTo(samples);
    if (normalizing != null) {
      normalizing.narrowTo(samples);
    }
  }
}
