package dev.gradtrace.job;

import java.util.Locale;

/**
 * Why a job failed.
 *
 * @param message a sentence for the user
 */
public record JobError(Code code, String message) {

  /** What kind of failure it was. */
  public enum Code {
    /** The loss was no longer a finite number. */
    DIVERGED,
    /** The run took longer than a job may. */
    TIME_LIMIT,
    /** The run did not fit into the memory of the service. */
    OUT_OF_MEMORY,
    /** Processes that ran it have ended without warning, and it came no further. */
    WORKER_LOST,
    /** The dataset was gone, or another one, when the run began. */
    DATASET_UNUSABLE,
    /** The service is at fault. */
    INTERNAL;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The code of that name. */
    public static Code of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
