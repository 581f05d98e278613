package dev.gradtrace.plot;

import dev.gradtrace.trace.Distributions;

/**
 * Distributions of a run.
 *
 * @param title what it is called
 * @param kept holds the tensor and the layers that are drawn
 */
public record DistributedRun(String title, Distributions kept) {}
