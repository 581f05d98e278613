package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.experiment.UnknownExperiment;
import dev.gradtrace.web.access.Belongings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose experiments are whose. */
@Component
final class ExperimentOwners implements Belongings {

  private final Experiments experiments;

  ExperimentOwners(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public String path() {
    return ExperimentsController.PATH;
  }

  @Override
  public @Nullable String owner(String id) {
    return experiments.owner(id);
  }

  @Override
  public RuntimeException unknown(String id) {
    return new UnknownExperiment();
  }
}
