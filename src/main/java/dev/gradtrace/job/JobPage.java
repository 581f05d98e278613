package dev.gradtrace.job;

import java.util.List;

/**
 * Some jobs, newest first.
 *
 * @param hasMore whether older ones follow
 */
public record JobPage(List<TrainingJob> jobs, boolean hasMore) {

  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
