package dev.gradtrace.job.worker;

/**
 * How long a job runs before it is asked whether others come first. Times are milliseconds of a
 * clock that may be set back. For one thread.
 */
final class Slice {

  private static final long SHORTEST_MILLIS = 2000;

  private static final long LONGEST_MILLIS = 5000;

  /** What a checkpoint takes, a run so many times, but for the longest slice. */
  private static final long CHECKPOINTS = 10;

  /** Between two questions. */
  private static final long PAUSE_MILLIS = 500;

  private final long startedAt;
  private long askedAt;

  Slice(long startedAt) {
    this.startedAt = startedAt;
    this.askedAt = startedAt;
  }

  /** Whether to ask now. */
  boolean isOver(long now, long checkpointMillis) {
    boolean over =
        Math.abs(now - startedAt) >= length(checkpointMillis)
            && Math.abs(now - askedAt) >= PAUSE_MILLIS;
    if (over) {
      askedAt = now;
    }
    return over;
  }

  private static long length(long checkpointMillis) {
    return Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, CHECKPOINTS * checkpointMillis));
  }
}
