package dev.gradtrace.story;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.pollinterval.PollInterval;

/** Waits for what a service does, with an end. */
public final class Await {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Looks cost the processes that are waited for, and all others, time: soon fewer of them. */
  private static final PollInterval MORE_AND_MORE_SELDOM =
      (looks, last) -> Duration.ofMillis(Math.min(10L * looks, 100));

  private Await() {}

  /**
   * Waits at most three minutes until something has happened.
   *
   * @return how long it took
   */
  public static Duration until(String what, Callable<Boolean> hasHappened) {
    long begun = System.nanoTime();
    until(what, LONGEST, hasHappened, Boolean::booleanValue);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /**
   * Looks again and again, without a rest of more than 100 ms, until what is seen is as awaited.
   *
   * @return what was seen last
   */
  public static <T> T until(
      String what, Duration longest, Callable<T> look, Predicate<T> isAwaited) {
    return await(what)
        .atMost(longest)
        .pollDelay(Duration.ZERO)
        .pollInterval(MORE_AND_MORE_SELDOM)
        .until(look, isAwaited);
  }

  /** Lets time pass: the length of an outage, or the moment of a crash. */
  public static void pause(Duration time) {
    if (!time.isNegative()) {
      await("time passes").atMost(time.plus(LONGEST)).pollDelay(time).until(() -> true);
    }
  }
}
