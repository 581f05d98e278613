package dev.gradtrace.job;

import java.util.Locale;

/** The status of a job. */
public enum JobStatus {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static JobStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether the status is final. */
  public boolean isFinished() {
    return this != QUEUED && this != RUNNING;
  }
}
