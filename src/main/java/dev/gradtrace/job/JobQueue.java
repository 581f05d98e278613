package dev.gradtrace.job;

import dev.gradtrace.job.spec.JobSpec;
import java.util.List;

/** Where submitted jobs wait for a worker. */
public interface JobQueue {

  /**
   * Refuses a job that needs more memory than its workers have.
   *
   * @throws dev.gradtrace.validation.InvalidSpec with a pointer to what needs the most
   */
  void requireRoom(JobSpec spec);

  /** Puts jobs into the queue, in the transaction of the caller. */
  void add(List<Place> places);

  /** Has workers look for jobs that have come. */
  void wake();

  /** Whether no more jobs are taken up. */
  boolean isStopping();
}
