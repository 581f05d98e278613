package dev.gradtrace.experiment;

import java.util.List;

/**
 * Some experiments, newest first.
 *
 * @param hasMore whether older ones follow
 */
public record ExperimentPage(List<Experiment> experiments, boolean hasMore) {

  public ExperimentPage {
    experiments = List.copyOf(experiments);
  }
}
