package dev.gradtrace.job;

/** The job belongs to another worker by now, or is gone; this one must not write any more. */
public final class ClaimLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClaimLost(String id) {
    super("the claim on training job " + id + " is lost");
  }
}
