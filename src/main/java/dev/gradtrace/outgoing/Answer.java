package dev.gradtrace.outgoing;

import org.jspecify.annotations.Nullable;

/**
 * A server's answer.
 *
 * @param retryAfter the header as sent; null without one
 * @param whole whether all of the body was read
 */
public record Answer(int status, @Nullable String retryAfter, byte[] body, boolean whole) {

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }
}
