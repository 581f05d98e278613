package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;

/** What was asked for cannot be done to a job, or an experiment, in its present status. */
public final class WrongState extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param detail a sentence for the person who asked
   */
  public WrongState(String detail) {
    super(Reason.CONFLICT, detail);
  }
}
