package dev.gradtrace.experiment;

import java.util.List;

/**
 * The cells of an experiment against one of them.
 *
 * @param baseline number of the cell the others are compared with
 * @param loss training loss to reach; NaN if none is given and no run of the baseline has succeeded
 */
public record Comparison(
    Experiment experiment, int baseline, double loss, List<ComparedCell> cells) {}
