package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;
import java.time.Duration;

/** More jobs would wait than may; none was accepted. */
public final class QueueFull extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param retryAfter when a place may be free, by the present speed of the running jobs; at least
   *     a second
   */
  QueueFull(QueueLimits limits, Admission refused, Duration retryAfter) {
    super(
        Reason.BUSY,
        "No room in the queue: at most %s training jobs may wait, of one client %s at present; yours are %s."
            .formatted(limits.capacity(), refused.share(), refused.waiting()),
        retryAfter);
  }
}
