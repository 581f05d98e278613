package dev.gradtrace.job;

/** What was asked for cannot be done to a job in its present status. */
public final class WrongState extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final JobStatus status;

  public WrongState(JobStatus status, String message) {
    super(message);
    this.status = status;
  }

  /** The status that forbids it. */
  public JobStatus status() {
    return status;
  }
}
