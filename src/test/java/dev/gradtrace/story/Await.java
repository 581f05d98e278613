package dev.gradtrace.story;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
final class Await {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final long LOOK_MILLIS = 10;

  private Await() {}

  /**
   * Waits until something has happened.
   *
   * @return how long it took
   */
  static Duration until(String what, BooleanSupplier hasHappened) {
    long begun = System.nanoTime();
    while (!hasHappened.getAsBoolean()) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        throw new AssertionError(
            "waited %s s in vain until %s".formatted(LONGEST.toSeconds(), what));
      }
      pause(Duration.ofMillis(LOOK_MILLIS));
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Lets time pass. */
  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
