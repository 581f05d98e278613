package dev.gradtrace.web.jobs;

import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.web.access.Belongings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ownership of training jobs and of the charts of runs. */
@Component
final class JobOwners implements Belongings {

  private final TrainingJobs jobs;

  JobOwners(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public List<String> paths() {
    return List.of(TrainingJobsController.PATH, RunPaths.EMBEDDED);
  }

  @Override
  public @Nullable String owner(String id) {
    return jobs.owner(id);
  }

  @Override
  public RuntimeException unknown(String id) {
    return new UnknownJob();
  }
}
