package dev.gradtrace.trace;

import dev.gradtrace.validation.Faults;

/**
 * Which steps of a run are kept: 1, 1+k, 1+2k, … and the last. When more than {@code maxPoints}
 * would be kept, k is doubled and every other one dropped, so that the kept ones stay spread
 * evenly.
 *
 * @param everySteps k at the start, at least 1
 * @param maxPoints most steps kept, at least 2
 */
public record TracePolicy(int everySteps, int maxPoints) {

  public static final int DEFAULT_MAX_POINTS = 500;

  public TracePolicy {
    Faults faults = new Faults();
    faults.unless(everySteps >= 1, "everySteps", "must be at least 1, was %d", everySteps);
    faults.unless(maxPoints >= 2, "maxPoints", "must be at least 2, was %d", maxPoints);
    faults.throwIfAny();
  }

  /** Densely at first, then thinned to {@value #DEFAULT_MAX_POINTS} steps. */
  public static TracePolicy thinned() {
    return new TracePolicy(1, DEFAULT_MAX_POINTS);
  }

  /** Every k-th step, however many there are. */
  public static TracePolicy every(int steps) {
    return new TracePolicy(steps, Integer.MAX_VALUE);
  }

  /** The number of steps kept of a run of {@code steps}, at most. */
  public long points(long steps) {
    return Math.min(maxPoints, (steps - 1) / everySteps + 2);
  }
}
