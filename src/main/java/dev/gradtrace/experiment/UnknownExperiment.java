package dev.gradtrace.experiment;

import dev.gradtrace.validation.Refusal;

/** There is no experiment with an id, or no longer. */
public final class UnknownExperiment extends Refusal {

  private static final long serialVersionUID = 1L;

  public UnknownExperiment() {
    super(Reason.MISSING, "There is no experiment with this id.");
  }
}
