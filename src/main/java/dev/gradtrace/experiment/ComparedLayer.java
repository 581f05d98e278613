package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import java.util.Map;

/**
 * A layer of the networks of a cell at the first step.
 *
 * @param layer its number, 1…L
 * @param activation the name of its activation
 */
public record ComparedLayer(
    int layer, int units, String activation, Map<Metric, Measure> metrics) {}
