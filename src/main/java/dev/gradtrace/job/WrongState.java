package dev.gradtrace.job;

import dev.gradtrace.validation.Refusal;

/** The request conflicts with the status of a job or an experiment. */
public final class WrongState extends Refusal {

  private static final long serialVersionUID = 1L;

  /**
   * @param detail a sentence for the client
   */
  public WrongState(String detail) {
    super(Reason.CONFLICT, detail);
  }
}
