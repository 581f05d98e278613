package dev.gradtrace.web.mcp;

import dev.gradtrace.validation.InvalidSpec;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a tool waits for what it started.
 *
 * @param time zero to return at once
 */
record Waiting(Duration time) {

  /** Below a minute, after which clients give up. */
  private static final double MOST_SECONDS = 50;

  private static final double DEFAULT_SECONDS = 20;
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /**
   * @param seconds null for the default
   * @throws InvalidSpec at {@code waitSeconds}
   */
  static Waiting of(@Nullable Double seconds) {
    double wanted = seconds == null ? DEFAULT_SECONDS : seconds;
    InvalidSpec.unless(
        wanted >= 0 && wanted <= MOST_SECONDS,
        "waitSeconds",
        "must lie between 0 and %s, was %s",
        (int) MOST_SECONDS,
        wanted);
    return new Waiting(Duration.ofMillis((long) (1000 * wanted)));
  }

  /**
   * Polls until the job or experiment has ended or the time is over, and returns its last state.
   */
  ObjectNode until(
      Predicate<JsonNode> hasEnded,
      Supplier<ObjectNode> asking,
      LocalOperations.Asking operations) {
    long end = System.nanoTime() + time.toNanos();
    Duration pause = FIRST;
    ObjectNode state = asking.get();
    while (!hasEnded.test(state) && operations.mayWait() && System.nanoTime() < end) {
      long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
      operations.pause(Duration.ofMillis(Math.min(left, pause.toMillis())));
      state = asking.get();
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(3).dividedBy(2) : LONGEST;
    }
    return state;
  }
}
