package dev.gradtrace.web.jobs;

import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.web.operation.Settled;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The version of a training job, constant once it has ended. */
@Component
public final class FinishedJob implements Settled.Subject {

  private final TrainingJobs jobs;

  FinishedJob(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public @Nullable String version(String id) {
    JobOutcome outcome = jobs.outcomes(List.of(id)).get(id);
    return outcome != null && outcome.status().isFinished()
        ? outcome.status().label() + outcome.revision()
        : null;
  }
}
