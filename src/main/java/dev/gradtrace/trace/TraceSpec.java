package dev.gradtrace.trace;

/**
 * What is kept of a run.
 *
 * @param steps of which every metric of every layer is kept
 * @param distributions of which tensors and how many steps they are kept
 */
public record TraceSpec(TracePolicy steps, DistributionPolicy distributions) {

  /** Metrics alone. */
  public static TraceSpec of(TracePolicy steps) {
    return new TraceSpec(steps, DistributionPolicy.NONE);
  }
}
