package dev.gradtrace.job;

import java.time.Duration;

/** As many jobs are waiting as may; the job was not accepted. */
public final class QueueFull extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  QueueFull(int capacity, Duration retryAfter) {
    super("%d training jobs are waiting already, which is as many as may".formatted(capacity));
    this.retryAfter = retryAfter;
  }

  /** When a place may be free, by the present speed of the running jobs; at least a second. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
