package dev.gradtrace.experiment;

/** What was asked for cannot be done to an experiment as it stands. */
public final class WrongMoment extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WrongMoment(String message) {
    super(message);
  }
}
