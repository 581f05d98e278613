package dev.gradtrace.job;

/** There is no job with that id: never, or no longer. */
public final class UnknownJob extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownJob(String id) {
    super("there is no training job '" + id + "'");
  }
}
