package dev.gradtrace.network;

import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * γ, β and the moving statistics of one normalisation, each n×1. What its kind has no use for keeps
 * its start value; of a gradient or an optimizer's memory only γ and β mean anything.
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

  /** Makes them what they are at the start. */
  void start() {
    gamma.fill(1);
    beta.fill(0);
    movingMean.fill(0);
    movingVariance.fill(1);
  }

  /** n. */
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

  /** Whether a moving variance is below 0, which no training makes. */
  public boolean hasVarianceBelowZero() {
    return Arrays.stream(movingVariance.toArray()).anyMatch(variance -> variance < 0);
  }
}
