package dev.gradtrace.trace;

import dev.gradtrace.validation.Faults;

/**
 * Selects the recorded steps of a run: 1, 1+k, 1+2k, … and the last. When there would be more than
 * {@code maxPoints}, k is doubled and every other one dropped, so that they stay evenly spread.
 *
 * @param everySteps initial k, at least 1
 * @param maxPoints most recorded steps, at least 2
 * @param curvaturePoints most steps whose curvature is recorded, from 2 to 500; 0 for none
 */
public record TracePolicy(int everySteps, int maxPoints, int curvaturePoints) {

  public static final int DEFAULT_MAX_POINTS = 500;

  public static final int DEFAULT_CURVATURE_POINTS = 50;

  public static final int MOST_CURVATURE_POINTS = 500;

  public TracePolicy {
    Faults faults = new Faults();
    faults.unless(everySteps >= 1, "everySteps", "must be at least 1, was %d", everySteps);
    faults.unless(maxPoints >= 2, "maxPoints", "must be at least 2, was %d", maxPoints);
    faults.unless(
        curvaturePoints == 0 || curvaturePoints >= 2 && curvaturePoints <= MOST_CURVATURE_POINTS,
        "curvaturePoints",
        "must lie between 2 and %d, was %d",
        MOST_CURVATURE_POINTS,
        curvaturePoints);
    faults.throwIfAny();
  }

  /** A policy without curvature. */
  public TracePolicy(int everySteps, int maxPoints) {
    this(everySteps, maxPoints, 0);
  }

  /** Every step at first, then thinned to {@value #DEFAULT_MAX_POINTS} steps. */
  public static TracePolicy thinned() {
    return new TracePolicy(1, DEFAULT_MAX_POINTS);
  }

  /** Every {@code steps}th step, without a limit. */
  public static TracePolicy every(int steps) {
    return new TracePolicy(steps, Integer.MAX_VALUE);
  }

  /** Upper bound on the recorded steps of a run of {@code steps} steps. */
  public long points(long steps) {
    return Math.min(maxPoints, (steps - 1) / everySteps + 2);
  }
}
