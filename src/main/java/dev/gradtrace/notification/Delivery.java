package dev.gradtrace.notification;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message, and how far it has come.
 *
 * @param id the same for every attempt
 * @param origin of the server that it goes to
 * @param attempts how often it was sent, or is being sent
 * @param statusCode of the last answer; null without one
 * @param fault why the last attempt had no answer that helps; null where it had one
 * @param attemptedAt the last time; null before the first
 * @param nextAttemptAt null where there will be none
 */
public record Delivery(
    String id,
    Topic topic,
    String origin,
    State state,
    int attempts,
    @Nullable Integer statusCode,
    @Nullable String fault,
    Instant createdAt,
    @Nullable Instant attemptedAt,
    @Nullable Instant nextAttemptAt) {

  /** Where a message stands. */
  public enum State {
    /** It will be sent, again or for the first time. */
    PENDING,
    /** The server has taken it. */
    DELIVERED,
    /** It is not sent again. */
    FAILED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
