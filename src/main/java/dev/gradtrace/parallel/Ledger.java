package dev.gradtrace.parallel;

/**
 * What the help of others has saved a thread, and what it has cost it: time to wake them, and to
 * wait for bands that they have begun, which is long where the system has taken them off their
 * processors. A thread whom it has cost more goes alone for a while, for longer each time.
 *
 * <p>In nanoseconds of {@link System#nanoTime}; of one thread alone.
 */
final class Ledger {

  /** Long against the milliseconds for which a system takes threads off a processor. */
  static final long SHORTEST_PAUSE = 50_000_000;

  /** Short against a job that is worth helping. */
  static final long LONGEST_PAUSE = 10_000_000_000L;

  /** What has been saved counts up to this: what a few such waits cost. */
  static final long MOST_CREDIT = 20_000_000;

  /** Savings beyond that credit after which the next pause is half as long. */
  static final long WORTH_TRUST = 10 * MOST_CREDIT;

  /** Least time that its own work has taken, for one unit of cost. */
  private double price = Double.POSITIVE_INFINITY;

  private double credit;
  private double surplus;
  private long pause;
  private boolean paused;
  private long resumesAt;

  /** Whether the thread goes alone. */
  boolean isPausedAt(long now) {
    if (paused && now - resumesAt >= 0) {
      paused = false;
    }
    return paused;
  }

  /** Notes time that went for having others help. */
  void charge(long nanos) {
    credit -= nanos;
  }

  /** Notes what the thread took for work of its own, which tells what it is spared by others. */
  void learn(double cost, long nanos) {
    if (cost > 0) {
      price = Math.min(price, nanos / cost);
    }
  }

  /** Notes that others have done work of this cost; pauses where it was not worth it. */
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
