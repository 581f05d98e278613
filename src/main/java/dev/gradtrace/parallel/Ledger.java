package dev.gradtrace.parallel;

/**
 * What help by other threads has saved one thread and what it has cost: the time to wake the
 * helpers and to wait for bands they have begun, which is long when the operating system has
 * descheduled them. A thread for which help costs more than it saves works alone for a pause, each
 * longer than the last.
 *
 * <p>Times are ns of {@link System#nanoTime}. Not thread-safe: each thread has its own.
 */
final class Ledger {

  /** ns; long compared with the milliseconds for which an operating system deschedules threads. */
  static final long SHORTEST_PAUSE = 50_000_000;

  /** ns; short compared with a job that is worth helping. */
  static final long LONGEST_PAUSE = 10_000_000_000L;

  /** ns; savings count up to this, the cost of a few such waits. */
  static final long MOST_CREDIT = 20_000_000;

  /** ns of savings beyond the credit after which the next pause is half as long. */
  static final long WORTH_TRUST = 10 * MOST_CREDIT;

  /** Smallest time per multiply-add that this thread has needed for its own bands, in ns. */
  private double price = Double.POSITIVE_INFINITY;

  private double credit;
  private double surplus;
  private long pause;
  private boolean paused;
  private long resumesAt;

  /** Whether the thread works alone at this time. */
  boolean isPausedAt(long now) {
    if (paused && now - resumesAt >= 0) {
      paused = false;
    }
    return paused;
  }

  /** Charges time that was spent on getting help. */
  void charge(long nanos) {
    credit -= nanos;
  }

  /**
   * Learns the thread's own speed from a band of {@code cost} multiply-adds that took {@code
   * nanos}.
   */
  void learn(double cost, long nanos) {
    if (cost > 0) {
      price = Math.min(price, nanos / cost);
    }
  }

  /**
   * Credits bands of {@code cost} multiply-adds that others have run; begins a pause if help did
   * not pay.
   */
  void settle(double cost, long now) {
    if (cost > 0 && price < Double.POSITIVE_INFINITY) {
      credit += cost * price;
    }
    if (credit < 0) {
      pause = Math.max(SHORTEST_PAUSE, Math.min(2 * pause, LONGEST_PAUSE));
      paused = true;
      resumesAt = now + pause;
      credit = 0;
      surplus = 0;
    } else if (credit > MOST_CREDIT) {
      surplus += credit - MOST_CREDIT;
      credit = MOST_CREDIT;
      if (surplus > WORTH_TRUST) {
        surplus = 0;
        pause /= 2;
      }
    }
  }
}
