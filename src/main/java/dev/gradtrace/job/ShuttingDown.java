package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;
import java.time.Duration;

/** The service is about to end and accepts no more jobs. */
public final class ShuttingDown extends Refusal {

  private static final long serialVersionUID = 1L;
  private static final Duration RESTART = Duration.ofSeconds(10);

  ShuttingDown() {
    super(Reason.UNAVAILABLE, "The service is shutting down.", RESTART);
  }
}
