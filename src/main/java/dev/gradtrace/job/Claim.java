package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * A worker's right to run a job and to write its results, until another worker claims it.
 *
 * @param token larger than that of every earlier claim on the job
 * @param suspectUntil the step that the job must pass while alone in its process, because processes
 *     that ran it have died; -1 if other jobs may run beside it
 * @param asked the {@code traceparent} of the span in which the job was created; null for none
 */
public record Claim(TrainingJob job, long token, long suspectUntil, @Nullable String asked) {

  public String id() {
    return job.id();
  }
}
