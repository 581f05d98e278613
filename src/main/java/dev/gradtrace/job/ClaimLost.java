package dev.gradtrace.job;

/** The job belongs to another worker by now, or is gone; this one must not write any more. */
final class ClaimLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClaimLost(String id) {
    super("the claim on training job " + id + " is lost");
  }
}
