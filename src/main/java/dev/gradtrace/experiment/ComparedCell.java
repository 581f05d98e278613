package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import java.util.List;
import java.util.Map;

/**
 * The results of the runs of a cell. Figures are taken over the runs that succeeded.
 *
 * @param cell its number in the grid, from 0
 * @param runs all runs of the cell
 * @param measured figures of each run that succeeded
 * @param layers layers 1…L; empty until a run has succeeded
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
   * @param activation name of its activation
   */
  public record ComparedLayer(
      int layer, int units, String activation, Map<Metric, Measure> metrics) {}
}
