package dev.gradtrace.job;

import java.util.Locale;

/** Where a job stands. */
public enum JobStatus {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name. */
  public static JobStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing will change any more. */
  public boolean isFinished() {
    return this != QUEUED && this != RUNNING;
  }
}
