package dev.gradtrace.job;

import java.util.List;

/** Where submitted jobs wait for a worker. */
public interface JobQueue {

  /** Puts jobs into the queue, in the transaction of the caller. */
  void add(List<Place> places);

  /** Has workers look for jobs that have come. */
  void wake();

  /** Whether no more jobs are taken up. */
  boolean isStopping();
}
