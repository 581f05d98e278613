package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;

/** How the ratio of two figures is formed. */
enum Scale {
  LINEAR {
    @Override
    double ratio(double value, double baseline) {
      return value / baseline;
    }
  },
  /** For logarithms: the ratio of the numbers that they are logarithms of. */
  LOG10 {
    @Override
    double ratio(double value, double baseline) {
      return StrictMath.pow(10, value - baseline);
    }
  };

  static Scale of(Metric metric) {
    return metric.label().endsWith("Log10") ? LOG10 : LINEAR;
  }

  abstract double ratio(double value, double baseline);
}
