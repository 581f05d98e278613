package dev.gradtrace.job;

import java.time.Instant;

/**
 * A place in the queue.
 *
 * @param turn lower ones come first; at least 0
 */
public record Place(String jobId, long turn) {

  /** When it is due: long ago, so that jobs are due at once on every clock, in their order. */
  public Instant due() {
    return due(turn);
  }

  /** When the job that has this turn is due. */
  public static Instant due(long turn) {
    return Instant.EPOCH.plusNanos(1000 * turn);
  }
}
