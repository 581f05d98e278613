package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;

/**
 * The simple noise scale B = tr Σ/‖G‖² of the weights' gradients of all layers: the batch size
 * beyond which larger batches hardly help. Numerator and denominator are exponential means over the
 * measured steps, starting from 0, since a mean of ratios would be biased (McCandlish et al. 2018,
 * appendix A.1).
 *
 * @param variance the mean of Σ tr Σ
 * @param signal the mean of Σ ‖G‖²
 */
record NoiseScale(double variance, double signal) {

  /** The state before the first step. */
  static final NoiseScale NONE = new NoiseScale(0, 0);

  /** Weight of the old mean at each step. */
  private static final double MEMORY = 0.99;

  /** B; NaN unless the mean of ‖G‖² is positive. */
  double ratio() {
    return signal > 0 ? variance / signal : Double.NaN;
  }

  /**
   * The state after another measured step; unchanged by a step of one sample, which has no
   * variance.
   */
  NoiseScale after(Statistics statistics, int depth) {
    double stepVariance = 0;
    double stepSignal = 0;
    for (int l = 1; l <= depth; l++) {
      stepVariance += statistics.get(l, Metric.GRADIENT_VARIANCE);
      stepSignal += statistics.get(l, Metric.GRADIENT_SIGNAL);
    }
    return Double.isFinite(stepVariance) && Double.isFinite(stepSignal)
        ? new NoiseScale(mean(variance, stepVariance), mean(signal, stepSignal))
        : this;
  }

  private static double mean(double before, double value) {
    return MEMORY * before + (1 - MEMORY) * value;
  }
}
