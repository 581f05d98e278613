package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;

/** There is no job with this id, or not any more. */
public final class UnknownJob extends Refusal {

  private static final long serialVersionUID = 1L;

  public UnknownJob() {
    this("training job");
  }

  private UnknownJob(String kind) {
    super(Reason.MISSING, "There is no %s with this id.".formatted(kind));
  }

  /** That there is no observed run with an id, or not any more. */
  public static UnknownJob observed() {
    return new UnknownJob("observed run");
  }
}
