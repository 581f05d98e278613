package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;

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

  /** Exponents of δ that a gradient can take in one multiplication, far from underflow. */
  private static final int NEAR = 512;

  /** z, a, σ′, ∂C/∂a and δ. */
  private static final int MATRICES = 5;

  /** Its fields, and the headers of two arrays, about. */
  private static final long BYTES_OF_FRAME = 120;

  private final Matrix z;
  private final Matrix a;
  private final Matrix slope;
  private final Matrix activationGradient;
  private final Matrix delta;
  private final double[] activationGradientSquares;
  private final double[] deltaSquares;
  private int activationGradientExponent;
  private int deltaExponent;
  private double deltaNorm;
  private double farGradientNorm;

  LayerPass(int units, int samples) {
    z = Matrix.zeros(units, samples);
    a = Matrix.zeros(units, samples);
    slope = Matrix.zeros(units, samples);
    activationGradient = Matrix.zeros(units, samples);
    delta = Matrix.zeros(units, samples);
    activationGradientSquares = new double[samples];
    deltaSquares = new double[samples];
  }

  /** Bytes that it takes, about. */
  static long bytes(long units, long samples) {
    return MATRICES * Matrix.bytes(units, samples) + 2 * samples * Double.BYTES + BYTES_OF_FRAME;
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

  /** e⁻|ᶻ| of one entry of a sigmoid: the odds of the less probable outcome. */
  double odds(int i, int j) {
    double probability = a.at(i, j);
    double greater = Math.max(probability, 1 - probability);
    return slope.at(i, j) / (greater * greater);
  }

  /** ‖{@link #activationGradient()}‖_F, without the exponent. */
  double activationGradientNorm() {
    return activationGradient.norm(activationGradientSquares);
  }

  /** ‖{@link #delta()}‖_F, without the exponent. */
  double deltaNorm() {
    return deltaNorm;
  }

  /** ‖δ‖² of every sample, without the exponent. */
  double[] deltaSquares() {
    return deltaSquares;
  }

  /** The part of 2^{@link #deltaExponent()} that a gradient takes as it is computed. */
  double deltaScale() {
    return isNear() ? Math.scalb(1.0, deltaExponent) : 1;
  }

  /** Gives a gradient the part that is missing, remembering what underflow may take from it. */
  void finishScaling(Matrix biasGradient, Matrix weightGradient) {
    if (!isNear()) {
      farGradientNorm = weightGradient.norm();
      biasGradient.scaleByPowerOfTwo(deltaExponent);
      weightGradient.scaleByPowerOfTwo(deltaExponent);
    }
  }

  /** ‖∂C/∂Wˡ‖_F·2^−{@link #deltaExponent()}, given what it is with the exponent. */
  double unscaledGradientNorm(double gradientNorm) {
    return isNear() ? Math.scalb(gradientNorm, -deltaExponent) : farGradientNorm;
  }

  private boolean isNear() {
    return Math.abs(deltaExponent) <= NEAR;
  }

  void scaleActivationGradientBy(int exponent) {
    activationGradientExponent = exponent;
  }

  /** δ from ∂C/∂a, which must be there already (BP2). */
  void pullBack(Activation activation) {
    activation.pullBack(
        a, slope, activationGradient, delta, activationGradientSquares, deltaSquares);
    normalizeDelta(activationGradientExponent);
  }

  /** Takes δ as it has been computed, to be multiplied by 2^{@code exponent}. */
  void acceptDelta(int exponent) {
    delta.copySquaresOfColumns(deltaSquares);
    normalizeDelta(exponent);
  }

  /** Takes ∂C/∂a as it has been computed, to be multiplied by 2^{@code exponent}. */
  void acceptActivationGradient(int exponent) {
    activationGradient.copySquaresOfColumns(activationGradientSquares);
    activationGradientExponent = exponent;
  }

  /** Gives δ the exponent of what it was computed from, and moves what is left of it to there. */
  private void normalizeDelta(int exponent) {
    deltaExponent = exponent;
    deltaNorm = delta.norm(deltaSquares);
    int magnitude = Math.getExponent(deltaNorm);
    if (Math.abs(magnitude) > EXPONENT_RANGE && deltaNorm > 0 && deltaNorm <= Double.MAX_VALUE) {
      delta.scaleByPowerOfTwo(-magnitude);
      delta.copySquaresOfColumns(deltaSquares);
      deltaNorm = Math.scalb(deltaNorm, -magnitude);
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
