package dev.gradtrace.theory;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a normalisation with initial parameters (γ = 1, β = 0) on a signal and its
 * gradient.
 *
 * @param signal output of the normalisation
 * @param gain ‖∂C/∂x‖² over ‖∂C/∂N(x)‖²; the projections along the mean and along x are of relative
 *     size 1/n and neglected, or are in the factor for a batch of m
 */
record NormalizedMoments(MeanFieldMoments signal, double gain) {

  static NormalizedMoments of(
      @Nullable Normalization kind, MeanFieldMoments x, BatchStatistics statistics) {
    if (kind == null) {
      return new NormalizedMoments(x, 1);
    }
    double epsilon = kind.epsilon();
    if (kind instanceof Normalization.BatchNorm) {
      return statistics.mode() == Mode.INFERENCE
          ? dividedBy(1 + epsilon, x)
          : overSamples(x, epsilon, statistics.samples());
    }
    return kind instanceof Normalization.LayerNorm
        ? dividedBy(x.variance() + epsilon, new MeanFieldMoments(0, x.variance(), x.covariance()))
        : dividedBy(x.square() + epsilon, x);
  }

  /** Batch norm: û = (x − mean)/√(D + ε) of each unit, D = E x² − E xₐx_b. */
  private static NormalizedMoments overSamples(MeanFieldMoments x, double epsilon, int samples) {
    double spread = x.square() - x.product();
    NormalizedMoments ofMany =
        dividedBy(spread + epsilon, new MeanFieldMoments(0, Math.max(0, spread), 0));
    return new NormalizedMoments(ofMany.signal(), ofMany.gain() * batchFactor(samples));
  }

  /**
   * (m − 2)/(m − 3): one of the m − 1 directions of a batch is projected out, and the mean of
   * 1/variance exceeds 1/(mean variance). Exact for linear layers; infinite for m = 3, NaN below.
   */
  private static double batchFactor(int samples) {
    if (samples == BatchStatistics.MANY) {
      return 1;
    }
    return samples < 4 ? Double.NaN : (samples - 2.0) / (samples - 3.0);
  }

  /**
   * A signal divided by the root of {@code square}; if that is 0, the result is 0 and passes no
   * gradient.
   */
  private static NormalizedMoments dividedBy(double square, MeanFieldMoments x) {
    if (square == 0) {
      return new NormalizedMoments(new MeanFieldMoments(0, 0, 0), 0);
    }
    return new NormalizedMoments(
        new MeanFieldMoments(
            x.mean() / Math.sqrt(square), x.square() / square, x.product() / square),
        1 / square);
  }
}
