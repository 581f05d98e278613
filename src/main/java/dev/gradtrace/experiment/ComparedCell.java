package dev.gradtrace.experiment;

import java.util.List;
import java.util.Map;

/**
 * What became of the runs of a cell. Figures are those of the runs that succeeded.
 *
 * @param cell its number in the grid, from 0
 * @param runs all of them
 * @param layers layers 1…L; empty as long as no run has succeeded
 */
public record ComparedCell(
    int cell, List<Run> runs, Map<Figure, Measure> figures, List<ComparedLayer> layers) {}
