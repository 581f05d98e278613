package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job ended.
 *
 * @param result null if it ended without having run
 * @param error null unless it failed
 */
public record Ending(
    JobStatus status,
    @Nullable String message,
    @Nullable JobResult result,
    @Nullable JobError error) {

  public static Ending failure(JobError.Code code, String message, @Nullable JobResult result) {
    return new Ending(JobStatus.FAILED, message, result, new JobError(code, message));
  }

  /** A failure of the service; details are in its log. */
  public static Ending internal() {
    return failure(
        JobError.Code.INTERNAL,
        "the service made an error; what it was is in its log, under the id of the job",
        null);
  }

  public static Ending cancelledBeforeItBegan() {
    return new Ending(JobStatus.CANCELLED, "cancelled before it began", null, null);
  }
}
