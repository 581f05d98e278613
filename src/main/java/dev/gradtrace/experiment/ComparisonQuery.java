package dev.gradtrace.experiment;

import dev.gradtrace.gradient.Metric;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a comparison.
 *
 * @param baseline run whose cell the others are compared with; null for the first
 * @param loss training loss to reach; null for the mean final loss of the baseline
 * @param metrics metrics of each layer to compare
 * @param step step of the metrics: the last recorded one up to it; null for the first
 * @param room called with the number of values about to be computed; throws if there are too many
 */
public record ComparisonQuery(
    @Nullable String baseline,
    @Nullable Double loss,
    List<Metric> metrics,
    @Nullable Long step,
    LongConsumer room) {}
