package dev.gradtrace.trace;

import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A selection of metrics, layers and steps.
 *
 * @param layers numbers of layers, 1…L, ascending
 */
public record TraceSelection(List<Metric> metrics, List<Integer> layers, Steps steps) {

  /** A selection of the recorded steps. */
  public enum Steps {
    ALL,
    /** The first and the last. */
    ENDS
  }

  public TraceSelection {
    metrics = metrics.stream().distinct().toList();
    layers = layers.stream().distinct().sorted().toList();
  }

  /** Metrics of layers at every step. */
  public TraceSelection(List<Metric> metrics, List<Integer> layers) {
    this(metrics, layers, Steps.ALL);
  }

  /** All metrics of all layers at every step. */
  public static TraceSelection all(NetworkSpec network) {
    return new TraceSelection(
        List.of(Metric.values()), IntStream.rangeClosed(1, network.depth()).boxed().toList());
  }

  /** The steps alone, without metrics. */
  public TraceSelection withoutMetrics() {
    return new TraceSelection(List.of(), layers, steps);
  }

  /** Indices of the selected steps among {@code recorded} steps. */
  int[] chosenOf(int recorded) {
    return steps == Steps.ALL || recorded <= 2
        ? IntStream.range(0, recorded).toArray()
        : new int[] {0, recorded - 1};
  }

  /** Number of series. */
  public int size() {
    return metrics.size() * layers.size();
  }

  boolean hasLayer(int l) {
    return Collections.binarySearch(layers, l) >= 0;
  }

  /** Index of a series: by metric, then by layer. */
  int index(int l, Metric metric) {
    int layer = Collections.binarySearch(layers, l);
    int column = metrics.indexOf(metric);
    if (layer < 0 || column < 0) {
      throw new IllegalArgumentException(metric.label() + " of layer " + l + " was not selected");
    }
    return column * layers.size() + layer;
  }
}
