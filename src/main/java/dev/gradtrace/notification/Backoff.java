package dev.gradtrace.notification;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a message is sent again: after the delays that Standard Webhooks recommend, each lengthened
 * by up to a tenth so that many messages spread out.
 */
final class Backoff {

  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int PARTS = 10;
  private static final int STEPS = 1000;

  private Backoff() {}

  /**
   * The delay after an attempt; null if it was the last.
   *
   * @param attempts made so far, at least 1
   * @param asked the delay that the server asked for; null for none
   */
  static @Nullable Duration after(String id, int attempts, @Nullable Duration asked) {
    if (attempts > DELAYS.size()) {
      return null;
    }
    Duration delay = DELAYS.get(attempts - 1);
    long spread = Math.floorMod((id + attempts).hashCode(), STEPS);
    Duration spreadOut = delay.plus(delay.dividedBy(PARTS).multipliedBy(spread).dividedBy(STEPS));
    return asked == null || asked.compareTo(spreadOut) < 0
        ? spreadOut
        : asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}
