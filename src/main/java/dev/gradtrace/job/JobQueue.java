package dev.gradtrace.job;

import dev.gradtrace.job.spec.JobSpec;
import java.util.List;

/** The queue of submitted jobs. */
public interface JobQueue {

  /**
   * @throws dev.gradtrace.validation.InvalidSpec if the job needs more memory than the workers
   *     have, with a pointer to what needs the most
   */
  void requireRoom(JobSpec spec);

  /** Adds jobs to the queue, in the caller's transaction. */
  void add(List<Place> places);

  /** Makes workers look for new jobs at once. */
  void wake();

  /** Whether workers start no more jobs because the service shuts down. */
  boolean isStopping();
}
