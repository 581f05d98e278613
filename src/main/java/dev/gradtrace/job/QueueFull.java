package dev.gradtrace.job;

import java.time.Duration;

/** More jobs would wait than may; none was accepted. */
public final class QueueFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  QueueFull(int capacity, Duration retryAfter) {
    super("no room in the queue: at most %d training jobs may wait".formatted(capacity));
    this.retryAfter = retryAfter;
  }

  /** When a place may be free, by the present speed of the running jobs; 1 to 600 s. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
