package dev.gradtrace.job;

/** Another worker has claimed the job, or it was deleted; this worker must not write any more. */
public final class ClaimLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClaimLost(String id) {
    super("the claim on training job " + id + " is lost");
  }
}
