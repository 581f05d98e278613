package dev.gradtrace.trace;

/**
 * The records of a run.
 *
 * @param steps steps at which all metrics of all layers are recorded
 * @param distributions tensors and steps whose distributions are recorded
 */
public record TraceSpec(TracePolicy steps, DistributionPolicy distributions) {

  /** Metrics only. */
  public static TraceSpec of(TracePolicy steps) {
    return new TraceSpec(steps, DistributionPolicy.NONE);
  }
}
