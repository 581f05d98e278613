package dev.gradtrace.outgoing;

import org.jspecify.annotations.Nullable;

/**
 * What a server has answered.
 *
 * @param retryAfter the header as it came; null without one
 * @param whole whether all of the body was read
 */
public record Answer(int status, @Nullable String retryAfter, byte[] body, boolean whole) {

  /** Whether the server has done what it was asked. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }
}
