package dev.gradtrace.experiment;

import java.util.Arrays;

/**
 * A figure of the runs of a cell; NaN stands for what has no value.
 *
 * @param mean over the runs in which the figure is finite
 * @param sd sample standard deviation over them; NaN with fewer than two
 * @param n how many those are
 * @param ratio to the mean of the baseline
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

  /** The same compared with a baseline. */
  Measure against(Measure baseline, Scale scale) {
    return new Measure(mean, sd, n, scale.ratio(mean, baseline.mean));
  }
}
