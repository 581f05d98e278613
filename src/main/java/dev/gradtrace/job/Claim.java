package dev.gradtrace.job;

/**
 * The right to run a job and to write what it does, until someone else has it.
 *
 * @param token larger than that of every earlier claim on the job
 */
public record Claim(TrainingJob job, long token) {

  public String id() {
    return job.id();
  }
}
