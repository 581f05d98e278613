package dev.gradtrace.validation;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For how long a request may compute. Loops that a request can make long ask for it now and then;
 * it is of the thread, since it would be an argument of each of them otherwise. Where a thread
 * answers no request, nothing is asked.
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

  /** A time that counts, or that does not. */
  public interface Stretch extends AutoCloseable {
    /** What was before goes on. */
    @Override
    void close();
  }

  /**
   * Counts what this thread computes, until it is closed.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public static Deadline begin(Duration most, LongSupplier nanoTime) {
    Deadline deadline = new Deadline(most, nanoTime);
    deadline.count(true);
    CURRENT.set(deadline);
    return deadline;
  }

  /**
   * Refuses to go on once the time has been spent.
   *
   * @throws Refusal then
   */
  public static void check() {
    Deadline deadline = CURRENT.get();
    if (deadline != null) {
      deadline.requireTime();
    }
  }

  /** A time in which this thread waits for somebody else. */
  public static Stretch waiting() {
    return stretch(false);
  }

  /** A time in which this thread computes, within one in which it waits. */
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
