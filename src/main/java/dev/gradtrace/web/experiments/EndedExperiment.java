package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.web.operation.Settled;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An experiment whose jobs have ended; they may still be deleted one by one. */
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
        ? experiment.runs().stream()
            .map(Run::jobId)
            .map(String::valueOf)
            .collect(Collectors.joining())
        : null;
  }
}
