package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What of a comparison is wanted.
 *
 * @param baseline run whose cell the others are compared with; null for the first
 * @param loss training loss to reach; null for the mean of the baseline's at the end
 * @param metrics what of each layer
 * @param step at which step: the last recorded one up to it; null for the first
 * @param room asked for so many numbers more before they are measured; refuses what is too much
 */
public record ComparisonQuery(
    @Nullable String baseline,
    @Nullable Double loss,
    List<Metric> metrics,
    @Nullable Long step,
    LongConsumer room) {}
