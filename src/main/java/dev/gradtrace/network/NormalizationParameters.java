package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * γ, β and the moving statistics of one normalisation, each n×1. Those that its kind does not use
 * keep their initial values; in a gradient or the state of an optimizer only γ and β are used.
 */
public record NormalizationParameters(
    Matrix gamma, Matrix beta, Matrix movingMean, Matrix movingVariance) {

  static final int MATRICES = 4;

  /** Zeros for n units. */
  public static NormalizationParameters zeros(int units) {
    return new NormalizationParameters(
        Matrix.zeros(units, 1),
        Matrix.zeros(units, 1),
        Matrix.zeros(units, 1),
        Matrix.zeros(units, 1));
  }

  /** γ = 1, β = 0, moving mean 0, moving variance 1. */
  public static NormalizationParameters initial(int units) {
    NormalizationParameters start = zeros(units);
    start.start();
    return start;
  }

  /** Sets the initial values. */
  void start() {
    gamma.fill(1);
    beta.fill(0);
    movingMean.fill(0);
    movingVariance.fill(1);
  }

  /** Number of units n. */
  public int units() {
    return gamma.rows();
  }

  /** γ, β, moving mean, moving variance. */
  Stream<Matrix> matrices() {
    return Stream.of(gamma, beta, movingMean, movingVariance);
  }

  /** An independent copy. */
  public NormalizationParameters copy() {
    return new NormalizationParameters(
        gamma.copy(), beta.copy(), movingMean.copy(), movingVariance.copy());
  }

  void set(NormalizationParameters source) {
    gamma.set(source.gamma);
    beta.set(source.beta);
    movingMean.set(source.movingMean);
    movingVariance.set(source.movingVariance);
  }

  /** Whether a moving variance is negative, which training never produces. */
  public boolean hasVarianceBelowZero() {
    return Arrays.stream(movingVariance.toArray()).anyMatch(variance -> variance < 0);
  }
}
