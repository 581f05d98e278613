package dev.gradtrace.job;

import java.util.Locale;

/**
 * Why a job failed.
 *
 * @param message a sentence for the client
 */
public record JobError(Code code, String message) {

  /** The kind of failure. */
  public enum Code {
    /** The loss became infinite or NaN. */
    DIVERGED,
    /** The job ran longer than is allowed. */
    TIME_LIMIT,
    /** The run needed more memory than the service has. */
    OUT_OF_MEMORY,
    /** Processes that ran the job died repeatedly without progress. */
    WORKER_LOST,
    /** The dataset was deleted or replaced before the run began. */
    DATASET_UNUSABLE,
    /** An error of the service. */
    INTERNAL;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Code of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
