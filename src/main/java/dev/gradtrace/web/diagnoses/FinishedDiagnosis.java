package dev.gradtrace.web.diagnoses;

import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.operation.Settled;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The diagnosis of a job that has ended. It carries what remedies have done since then, and is made
 * anew in each process, in bounded time.
 */
@Component
final class FinishedDiagnosis implements Settled.Subject {

  private final FinishedJob job;
  private final Experiments experiments;
  private final String process = UUID.randomUUID().toString();

  FinishedDiagnosis(FinishedJob job, Experiments experiments) {
    this.job = job;
    this.experiments = experiments;
  }

  @Override
  public @Nullable String version(String id) {
    return job.version(id) == null ? null : process + experiments.treatments(id);
  }
}
