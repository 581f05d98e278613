package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.experiment.UnknownExperiment;
import dev.gradtrace.web.access.Belongings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ownership of experiments. */
@Component
final class ExperimentOwners implements Belongings {

  private final Experiments experiments;

  ExperimentOwners(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public List<String> paths() {
    return List.of(ExperimentsController.PATH);
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
