package dev.gradtrace.experiment;

/** There is no experiment with that id: never, or no longer. */
public final class UnknownExperiment extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownExperiment(String id) {
    super("there is no experiment '" + id + "'");
  }
}
