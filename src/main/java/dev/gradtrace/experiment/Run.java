package dev.gradtrace.experiment;

import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * One cell of an experiment under one seed.
 *
 * @param cell number of the cell, from 0
 * @param jobId null if the job was deleted
 * @param outcome how the job stands; null if it was deleted
 */
public record Run(
    String id, int cell, long seed, @Nullable String jobId, @Nullable JobOutcome outcome) {

  public Run {
    if ((jobId == null) != (outcome == null)) {
      throw new IllegalArgumentException("a job that is there has an outcome");
    }
  }

  /** Whether nothing will change any more. */
  public boolean hasEnded() {
    return outcome == null || outcome.status().isFinished();
  }

  /** Whether its job is there and stands so. */
  public boolean is(JobStatus status) {
    return outcome != null && outcome.status() == status;
  }
}
