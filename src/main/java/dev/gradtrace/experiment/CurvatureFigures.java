package dev.gradtrace.experiment;

import dev.gradtrace.gradient.curvature.Curvature;
import dev.gradtrace.trace.CurvatureSeries;
import dev.gradtrace.training.Optimizer;

/**
 * The curvature of a run in a comparison; NaN if not measured.
 *
 * @param edgeDistance the largest |λ/bound − 1| over the last 30 % of the kept steps
 */
record CurvatureFigures(double first, double last, double edgeDistance) {

  private static final CurvatureFigures NONE =
      new CurvatureFigures(Double.NaN, Double.NaN, Double.NaN);

  /** Share of the recorded steps after which the curvature counts as settled. */
  private static final double ARRIVED = 0.7;

  static CurvatureFigures of(CurvatureSeries series, Optimizer optimizer) {
    double[] sharpness = series.column(Curvature::sharpness);
    if (sharpness.length == 0) {
      return NONE;
    }
    double[] rates = series.learningRates();
    double distance = 0;
    for (int i = (int) (ARRIVED * sharpness.length); i < sharpness.length; i++) {
      double bound = optimizer.largestStableCurvature(rates[i]);
      distance = Math.max(distance, Math.abs(sharpness[i] / bound - 1));
    }
    return new CurvatureFigures(sharpness[0], sharpness[sharpness.length - 1], distance);
  }
}
