package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.web.operation.Settled;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The version of an experiment whose jobs have ended; deleting a job or changing a caption changes
 * it.
 */
@Component
public final class EndedExperiment implements Settled.Subject {

  private final Experiments experiments;

  EndedExperiment(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public @Nullable String version(String id) {
    Experiment experiment = experiments.get(id);
    return experiment.hasEnded()
        ? experiment.caption()
            + experiment.runs().stream()
                .map(run -> run.jobId() + revision(run.outcome()))
                .collect(Collectors.joining(" "))
        : null;
  }

  private static String revision(@Nullable JobOutcome outcome) {
    return outcome == null ? "" : ":" + outcome.revision();
  }
}
