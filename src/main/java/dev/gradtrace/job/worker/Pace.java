package dev.gradtrace.job.worker;

/**
 * Adapts after how many events a worker checks whether its job must end: about every 10 ms, however
 * short the steps are.
 */
final class Pace {

  private static final long TARGET_MILLIS = 10;

  /** Bounds the interval in case steps become slower, or the clock stands still. */
  private static final int MAX_EVENTS = 1 << 16;

  private int interval = 1;
  private int left = 1;
  private long lookedAt;

  /** Counts an event; true if a check is due. */
  boolean isDue() {
    return --left <= 0;
  }

  /** Plans the next check, after one that was due. */
  void looked(long now) {
    long elapsed = now - lookedAt;
    if (elapsed > 2 * TARGET_MILLIS) {
      interval = (int) Math.max(1, interval * TARGET_MILLIS / elapsed);
    } else if (elapsed < TARGET_MILLIS) {
      interval = Math.min(2 * interval, MAX_EVENTS);
    }
    left = interval;
    lookedAt = now;
  }
}
