package dev.gradtrace.notification;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message and the state of its delivery.
 *
 * @param id the same for every attempt
 * @param origin of the server that it goes to
 * @param attempts how often sending has begun
 * @param statusCode of the last answer; null if there was none
 * @param fault why the last attempt failed without a usable answer; null otherwise
 * @param attemptedAt time of the last attempt; null before the first
 * @param nextAttemptAt null if there will be none
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

  /** State of a delivery. */
  public enum State {
    /** It will be sent, for the first time or again. */
    PENDING,
    /** The server has accepted it. */
    DELIVERED,
    /** It failed and is not sent again. */
    FAILED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
