package dev.gradtrace.experiment;

import java.util.List;

/**
 * The comparison of the cells of an experiment with one of them.
 *
 * @param baseline number of the cell the others are compared with
 * @param loss training loss to reach; NaN if none is given and no run of the baseline has succeeded
 */
public record Comparison(
    Experiment experiment, int baseline, double loss, List<ComparedCell> cells) {}
