package dev.gradtrace.job;

/** The service is about to end and accepts no more jobs. */
public final class ShuttingDown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ShuttingDown() {
    super("the service is shutting down");
  }
}
