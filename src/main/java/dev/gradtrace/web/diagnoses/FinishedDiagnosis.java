package dev.gradtrace.web.diagnoses;

import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.operation.Settled;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The version of a finished job's diagnosis. The diagnosis is the same in every process, since its
 * trials are bounded by work, not by time; the version also covers the outcomes of remedies tried
 * since.
 */
@Component
final class FinishedDiagnosis implements Settled.Subject {

  private final FinishedJob job;
  private final Experiments experiments;

  FinishedDiagnosis(FinishedJob job, Experiments experiments) {
    this.job = job;
    this.experiments = experiments;
  }

  @Override
  public @Nullable String version(String id) {
    String ended = job.version(id);
    return ended == null ? null : ended + experiments.treatments(id);
  }
}
