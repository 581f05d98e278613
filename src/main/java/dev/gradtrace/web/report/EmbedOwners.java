package dev.gradtrace.web.report;

import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.web.access.Belongings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose charts are whose: those of a run are its owner's. */
@Component
final class EmbedOwners implements Belongings {

  private final TrainingJobs jobs;

  EmbedOwners(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public String path() {
    return EmbedController.PATH;
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
