package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;

/**
 * What one layer computed on a batch of m samples, forwards and backwards.
 *
 * <p>The backward quantities carry an exponent, so that a thousand layers neither underflow nor
 * overflow: the true δˡ is {@code delta}·2^{@code deltaExponent}, the true ∂C/∂aˡ is {@code
 * activationGradient}·2^{@code activationGradientExponent}. Both are per sample, without 1/m.
 */
public final class LayerPass {

  /**
   * Exponents of δ beyond which it is rescaled; far from the ends, so that products stay normal.
   */
  private static final int EXPONENT_RANGE = 64;

  private final Matrix z;
  private final Matrix a;
  private final Matrix slope;
  private final Matrix activationGradient;
  private final Matrix delta;
  private int activationGradientExponent;
  private int deltaExponent;
  private double unscaledGradientNorm;

  LayerPass(int units, int samples) {
    z = Matrix.zeros(units, samples);
    a = Matrix.zeros(units, samples);
    slope = Matrix.zeros(units, samples);
    activationGradient = Matrix.zeros(units, samples);
    delta = Matrix.zeros(units, samples);
  }

  /** Preactivations zˡ, n×m. */
  public Matrix z() {
    return z;
  }

  /** Activations aˡ = σ(zˡ), n×m. */
  public Matrix a() {
    return a;
  }

  /** σ′(zˡ), n×m; for softmax the diagonal of the Jacobian. */
  public Matrix slope() {
    return slope;
  }

  /** ∂C/∂aˡ, n×m, to be multiplied by 2^{@link #activationGradientExponent()}. */
  public Matrix activationGradient() {
    return activationGradient;
  }

  /** The power of two that belongs to {@link #activationGradient()}. */
  public int activationGradientExponent() {
    return activationGradientExponent;
  }

  /** δˡ = ∂C/∂zˡ, n×m, to be multiplied by 2^{@link #deltaExponent()}. */
  public Matrix delta() {
    return delta;
  }

  /** The power of two that belongs to {@link #delta()}. */
  public int deltaExponent() {
    return deltaExponent;
  }

  /** 1 − a of one entry of a probability, exact where a rounds to 1. */
  double complement(int i, int j) {
    double probability = a.at(i, j);
    return probability > 0.5 ? slope.at(i, j) / probability : 1 - probability;
  }

  /** Remembers ‖∂C/∂Wˡ‖_F before the exponent of δ is put in, where it may underflow. */
  void keepUnscaledGradientNorm(double norm) {
    unscaledGradientNorm = norm;
  }

  /** ‖∂C/∂Wˡ‖_F·2^−{@link #deltaExponent()}, given what it is with the exponent. */
  double unscaledGradientNorm(double gradientNorm) {
    return deltaExponent == 0 ? gradientNorm : unscaledGradientNorm;
  }

  void scaleActivationGradientBy(int exponent) {
    activationGradientExponent = exponent;
  }

  /** Gives δ the exponent of what it was computed from, and moves what is left of it to there. */
  void normalizeDelta(int exponent) {
    deltaExponent = exponent;
    double max = delta.maxAbs();
    int magnitude = Math.getExponent(max);
    if (Math.abs(magnitude) > EXPONENT_RANGE && max > 0 && max <= Double.MAX_VALUE) {
      delta.scaleByPowerOfTwo(-magnitude);
      deltaExponent += magnitude;
    }
  }

  void narrowTo(int samples) {
    z.narrowTo(samples);
    a.narrowTo(samples);
    slope.narrowTo(samples);
    activationGradient.narrowTo(samples);
    delta.narrowTo(samples);
  }
}
