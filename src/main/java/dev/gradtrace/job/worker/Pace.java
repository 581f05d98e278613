package dev.gradtrace.job.worker;

/**
 * After how many events a worker asks whether its job is to end: about every 10 ms, however short
 * the steps are.
 */
final class Pace {

  private static final long TARGET_MILLIS = 10;

  /** Bounds the wait when steps become slower, or the clock stands still. */
  private static final int MAX_EVENTS = 1 << 16;

  private int interval = 1;
  private int left = 1;
  private long lookedAt;

  /** Counts an event; true when it is time to look up. */
  boolean isDue() {
    return --left <= 0;
  }

  /** Plans the next look, after one that was due. */
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
