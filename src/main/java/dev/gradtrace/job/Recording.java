package dev.gradtrace.job;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;

/** What is kept of a run so far; shares nothing with the run. */
record Recording(LossCurve lossCurve, GradientTrace trace, Model model) {

  /** An object, its header and references to it, about. */
  private static final long OBJECT_BYTES = 64;

  /** The memory it takes, about. */
  long bytes() {
    NetworkSpec network = trace.network();
    long pointBytes = (long) Double.BYTES * network.depth() * Metric.values().length;
    long objects = (long) trace.size() + lossCurve.batches().size() + lossCurve.epochs().size();
    return Double.BYTES * network.parameterCount()
        + pointBytes * trace.size()
        + OBJECT_BYTES * objects;
  }
}
