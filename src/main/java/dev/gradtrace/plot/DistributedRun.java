package dev.gradtrace.plot;

import dev.gradtrace.trace.Distributions;

/**
 * Distributions of a run.
 *
 * @param title name of the run
 * @param kept the distributions; must contain the drawn tensor and layers
 */
public record DistributedRun(String title, Distributions kept) {}
