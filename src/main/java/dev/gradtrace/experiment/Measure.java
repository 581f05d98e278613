package dev.gradtrace.experiment;

import java.util.Arrays;

/**
 * A figure over the runs of a cell; NaN for undefined numbers.
 *
 * @param mean mean over the runs in which the figure is finite
 * @param sd sample standard deviation over them; NaN with fewer than two
 * @param n number of these runs
 * @param ratio ratio to the mean of the baseline
 */
public record Measure(double mean, double sd, int n, double ratio) {

  static final Measure NONE = new Measure(Double.NaN, Double.NaN, 0, Double.NaN);

  static Measure of(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(finite).average().orElse(Double.NaN);
    double squares = Arrays.stream(finite).map(value -> (value - mean) * (value - mean)).sum();
    double sd = finite.length < 2 ? Double.NaN : Math.sqrt(squares / (finite.length - 1));
    return new Measure(mean, sd, finite.length, Double.NaN);
  }

  /** This measure with the ratio to a baseline. */
  Measure against(Measure baseline, Scale scale) {
    return new Measure(mean, sd, n, scale.ratio(mean, baseline.mean));
  }
}
