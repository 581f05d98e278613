package dev.gradtrace.job;

import java.time.Instant;

/**
 * A place in the queue.
 *
 * @param turn lower turns come first; at least 0
 */
public record Place(String jobId, long turn) {

  /**
   * The due time for the scheduler: long past, so that jobs are due at once whatever the clock, in
   * the order of their turns.
   */
  public Instant due() {
    return due(turn);
  }

  /** The due time of a job with this turn. */
  public static Instant due(long turn) {
    return Instant.EPOCH.plusNanos(1000 * turn);
  }
}
