package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobStore.Others;

/**
 * How long a job runs before others come first. Times are milliseconds of a clock that may be set
 * back. For one thread.
 */
final class Slice {

  private static final long SHORTEST_MILLIS = 2000;

  private static final long LONGEST_MILLIS = 5000;

  /** What a checkpoint takes, a run so many times, but for the longest slice. */
  private static final long CHECKPOINTS = 10;

  /** The same while someone new waits: of many who come at once, each begins soon. */
  private static final long SHORTEST_BEFORE_NEW_MILLIS = 300;

  private static final long LONGEST_BEFORE_NEW_MILLIS = 2000;

  private static final long CHECKPOINTS_BEFORE_NEW = 3;

  /** Between two questions. */
  private static final long PAUSE_MILLIS = 300;

  private final long startedAt;
  private long askedAt;

  Slice(long startedAt) {
    this.startedAt = startedAt;
    this.askedAt = startedAt;
  }

  /** Whether to ask now who waits. */
  boolean isToAsk(long now) {
    boolean due = Math.abs(now - askedAt) >= PAUSE_MILLIS;
    if (due) {
      askedAt = now;
    }
    return due;
  }

  /** Whether these come first by now. */
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
