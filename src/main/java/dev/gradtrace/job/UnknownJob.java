package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;

/** There is no job with this id, or not any more. */
public final class UnknownJob extends Refusal {

  private static final long serialVersionUID = 1L;

  public UnknownJob() {
    super(Reason.MISSING, "There is no training job with this id.");
  }
}
