package dev.gradtrace.experiment;

import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * One cell of an experiment under one seed.
 *
 * @param cell number of the cell, from 0
 * @param jobId null if the job was deleted
 * @param outcome status and result of the job; null if it was deleted
 */
public record Run(
    String id, int cell, long seed, @Nullable String jobId, @Nullable JobOutcome outcome) {

  public Run {
    if ((jobId == null) != (outcome == null)) {
      throw new IllegalArgumentException("a job that is there has an outcome");
    }
  }

  /** Whether its job has ended or was deleted. */
  public boolean hasEnded() {
    return outcome == null || outcome.status().isFinished();
  }

  /** Whether its job exists and has a status. */
  public boolean is(JobStatus status) {
    return outcome != null && outcome.status() == status;
  }
}
