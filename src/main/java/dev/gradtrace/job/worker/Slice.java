package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobStore.Others;

/**
 * The time slice of a running job, after which it yields to other clients. Times are milliseconds
 * of a clock that may be set back. Not thread-safe.
 */
final class Slice {

  private static final long SHORTEST_MILLIS = 2000;

  private static final long LONGEST_MILLIS = 5000;

  /** A slice lasts so many times the duration of a checkpoint, within its bounds. */
  private static final long CHECKPOINTS = 10;

  /** Bounds while a client with credit waits, so that each of many newcomers begins soon. */
  private static final long SHORTEST_BEFORE_NEW_MILLIS = 300;

  private static final long LONGEST_BEFORE_NEW_MILLIS = 2000;

  private static final long CHECKPOINTS_BEFORE_NEW = 3;

  /** Between two queries for waiting clients. */
  private static final long PAUSE_MILLIS = 300;

  private final long startedAt;
  private long askedAt;

  Slice(long startedAt) {
    this.startedAt = startedAt;
    this.askedAt = startedAt;
  }

  /** Whether to query for waiting clients now. */
  boolean isToAsk(long now) {
    boolean due = Math.abs(now - askedAt) >= PAUSE_MILLIS;
    if (due) {
      askedAt = now;
    }
    return due;
  }

  /** Whether the slice is over, given who waits. */
  boolean isOver(long now, long checkpointMillis, Others others) {
    return others != Others.NONE && Math.abs(now - startedAt) >= length(checkpointMillis, others);
  }

  private static long length(long checkpointMillis, Others others) {
    return others == Others.NEW
        ? Math.min(
            LONGEST_BEFORE_NEW_MILLIS,
            Math.max(SHORTEST_BEFORE_NEW_MILLIS, CHECKPOINTS_BEFORE_NEW * checkpointMillis))
        : Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, CHECKPOINTS * checkpointMillis));
  }
}
