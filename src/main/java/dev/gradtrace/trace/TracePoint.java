package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;

/** One step of a trace; NaN stands for what has no value. Never changed once made. */
record TracePoint(
    long step,
    int epoch,
    double loss,
    double slopePerLayer,
    double costGradientLog10,
    double[] values) {

  private static final int METRICS = Metric.values().length;

  /** Where the metric of layer {@code l} stands in {@code values}. */
  static int index(int l, Metric metric) {
    return (l - 1) * METRICS + metric.ordinal();
  }

  double value(int l, Metric metric) {
    return values[index(l, metric)];
  }
}
