package dev.gradtrace.validation;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how long a request may compute. Loops that a request can make long call {@link #check} now
 * and then. The deadline is bound to the thread, since otherwise each such loop would need it as an
 * argument; in a thread that answers no request nothing is checked.
 */
public final class Deadline implements AutoCloseable {

  private static final ThreadLocal<@Nullable Deadline> CURRENT = new ThreadLocal<>();
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Stretch NOTHING = () -> {};

  private final Duration most;
  private final LongSupplier nanoTime;
  private long spent;
  private long since;
  private boolean counting;

  private Deadline(Duration most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  /** A stretch of time that counts as computing or does not. */
  public interface Stretch extends AutoCloseable {
    /** Returns to what was counted before. */
    @Override
    void close();
  }

  /**
   * Counts this thread's computing time until the deadline is closed.
   *
   * @param most time that this thread may compute
   * @param nanoTime as {@link System#nanoTime}
   */
  public static Deadline begin(Duration most, LongSupplier nanoTime) {
    Deadline deadline = new Deadline(most, nanoTime);
    deadline.count(true);
    CURRENT.set(deadline);
    return deadline;
  }

  /**
   * @throws Refusal if this thread's computing time is used up
   */
  public static void check() {
    Deadline deadline = CURRENT.get();
    if (deadline != null) {
      deadline.requireTime();
    }
  }

  /** A stretch in which this thread waits, which does not count. */
  public static Stretch waiting() {
    return stretch(false);
  }

  /** A stretch in which this thread computes, nested in one in which it waits. */
  public static Stretch computing() {
    return stretch(true);
  }

  private static Stretch stretch(boolean counts) {
    Deadline deadline = CURRENT.get();
    if (deadline == null) {
      return NOTHING;
    }
    boolean before = deadline.counting;
    deadline.count(counts);
    return () -> deadline.count(before);
  }

  private void count(boolean counts) {
    long now = nanoTime.getAsLong();
    spent += counting ? now - since : 0;
    since = now;
    counting = counts;
  }

  private void requireTime() {
    count(counting);
    if (spent > most.toNanos()) {
      throw new Refusal(
          Refusal.Reason.UNAVAILABLE,
          String.format(
              Locale.ROOT,
              "This takes longer than the %d s that a request may compute; ask for less of it, or"
                  + " try again when the service has less to do.",
              Math.max(1, most.toSeconds())),
          AGAIN);
    }
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
