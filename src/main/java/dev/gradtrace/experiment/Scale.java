package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;

/** How a figure is compared with another. */
enum Scale {
  LINEAR {
    @Override
    double ratio(double value, double baseline) {
      return value / baseline;
    }
  },
  /** Logarithms stand for what they are the logarithms of. */
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
