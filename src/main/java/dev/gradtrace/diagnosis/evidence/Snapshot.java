package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The statistics of all layers at one moment, over many samples: a unit that is inactive on a
 * mini-batch need not be dead.
 */
public record Snapshot(NetworkSpec network, Statistics statistics, int samples) {

  private static final int MAX_SAMPLES = 512;
  private static final long MAX_MULTIPLICATIONS = 30_000_000;

  static Snapshot of(Network network, Cost cost, Dataset data) {
    NetworkSpec spec = network.spec();
    long affordable = MAX_MULTIPLICATIONS / (3 * spec.parameterCount());
    int samples = (int) Math.max(1, Math.min(MAX_SAMPLES, Math.min(affordable, data.samples())));
    Dataset some = data.thinnedTo(samples);
    Matrix inputs = some.inputs().toMatrix(0, samples);
    Matrix targets = some.targetsFor(spec.outputs()).toMatrix(0, samples);
    return new Snapshot(
        spec, GradientProbe.of(network, cost, inputs, targets).statistics(), samples);
  }

  public double get(int l, Metric metric) {
    return statistics.get(l, metric);
  }

  double output(Metric metric) {
    return get(network.depth(), metric);
  }

  /** The hidden layers that satisfy a condition. */
  public List<Integer> hidden(IntPredicate condition) {
    return IntStream.range(1, network.depth()).filter(condition).boxed().toList();
  }

  /** Decades by which δ shrinks from the output to layer 1; negative if it grows. */
  public double lostDecades() {
    return output(Metric.DELTA_LOG10) - get(1, Metric.DELTA_LOG10);
  }

  /** The part of {@link #lostDecades} due to σ′. */
  public double decadesLostToSlopes() {
    return -sumOfHidden(Metric.ACTIVATION_GAIN_LOG10);
  }

  /** The part of {@link #lostDecades} due to the weights. */
  public double decadesLostToWeights() {
    return -sumOfHidden(Metric.WEIGHT_GAIN_LOG10);
  }

  /** The part of {@link #lostDecades} due to normalisations before σ. */
  public double decadesLostToNormalizations() {
    return 0
        - IntStream.range(1, network.depth())
            .filter(l -> network.layer(l).normalizationBeforeActivation() != null)
            .mapToDouble(l -> get(l, Metric.NORMALIZATION_GAIN_LOG10))
            .sum();
  }

  /**
   * The part of {@link #lostDecades} between σ of one layer and W of the next: normalisations after
   * σ, dropout and skips.
   */
  public double decadesLostBetweenLayers() {
    return 0 - sumOfHidden(Metric.JUNCTION_GAIN_LOG10);
  }

  private double sumOfHidden(Metric metric) {
    return IntStream.range(1, network.depth()).mapToDouble(l -> get(l, metric)).sum();
  }
}
