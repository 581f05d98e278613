package dev.gradtrace.job;

import org.jspecify.annotations.Nullable;

/**
 * The right to run a job and to write what it does, until someone else has it.
 *
 * @param token larger than that of every earlier claim on the job
 * @param suspectUntil step that it must come beyond, alone in its process, because processes that
 *     ran it have ended without warning; -1 if it may have company
 * @param asked the span in which it was created; null for none
 */
public record Claim(TrainingJob job, long token, long suspectUntil, @Nullable String asked) {

  public String id() {
    return job.id();
  }
}
