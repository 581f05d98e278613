package dev.gradtrace.notification;

import dev.gradtrace.outgoing.Answer;
import dev.gradtrace.outgoing.Unreachable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt to deliver.
 *
 * @param next when to try again; null for never
 */
record Attempt(
    Delivery.State state,
    @Nullable Integer statusCode,
    @Nullable String fault,
    @Nullable Instant next) {

  private static final int GONE = 410;

  static Attempt answered(Parcel parcel, Answer answer, Instant now) {
    if (answer.isSuccess()) {
      return new Attempt(Delivery.State.DELIVERED, answer.status(), null, null);
    }
    return answer.status() == GONE
        ? new Attempt(Delivery.State.FAILED, GONE, null, null)
        : again(parcel, answer.status(), null, now, asked(answer.retryAfter(), now));
  }

  static Attempt unanswered(Parcel parcel, Unreachable why, Instant now) {
    return again(parcel, null, why.reason(), now, null);
  }

  private static Attempt again(
      Parcel parcel,
      @Nullable Integer status,
      @Nullable String fault,
      Instant now,
      @Nullable Duration asked) {
    Duration delay = Backoff.after(parcel.id(), parcel.attempt(), asked);
    return delay == null
        ? new Attempt(Delivery.State.FAILED, status, fault, null)
        : new Attempt(Delivery.State.PENDING, status, fault, now.plus(delay));
  }

  /** The delay in {@code Retry-After}, in seconds or as a date; null without a valid one. */
  private static @Nullable Duration asked(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, date.toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whether the server answered 410: it wants no further messages. */
  boolean isUnwanted() {
    return statusCode != null && statusCode == GONE;
  }
}
