package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import java.util.List;
import java.util.Map;

/**
 * What became of the runs of a cell. Figures are those of the runs that succeeded.
 *
 * @param cell its number in the grid, from 0
 * @param runs all of them
 * @param measured those that succeeded, with the figures of each
 * @param layers layers 1…L; empty as long as no run has succeeded
 */
public record ComparedCell(
    int cell,
    List<Run> runs,
    Map<Run, Map<Figure, Double>> measured,
    Map<Figure, Measure> figures,
    List<ComparedLayer> layers) {

  /**
   * A layer of the networks of a cell at the first step.
   *
   * @param layer its number, 1…L
   * @param activation the name of its activation
   */
  public record ComparedLayer(
      int layer, int units, String activation, Map<Metric, Measure> metrics) {}
}
