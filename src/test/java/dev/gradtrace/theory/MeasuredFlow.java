package dev.gradtrace.theory;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Forecast and measurement of a network for uncorrelated standard normal inputs, with softmax and
 * cross-entropy, whose gradient is independent of the inputs.
 */
record MeasuredFlow(NetworkSpec network, int samples) {

  static final int SEEDS = 3;

  private static final int CLASSES = 10;

  /** The network with a softmax output layer. */
  static MeasuredFlow of(NetworkSpec network, int samples) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    layers.set(layers.size() - 1, ForecastNetworks.layer(CLASSES, new Softmax()));
    return new MeasuredFlow(
        new NetworkSpec(network.inputs(), layers, network.blocks(), null, 0), samples);
  }

  /** Growth of ‖δ‖ in decades per layer from layer {@code last} to layer 1, by theory. */
  double forecast(int last) {
    double sum = 0;
    for (MeanFieldForecast.Layer layer : forecast().layers().subList(0, last - 1)) {
      sum += layer.gradientGainLog10();
    }
    return sum / (last - 1);
  }

  /** The measured growth, mean over seeds. */
  double measured(int last) {
    return mean(
        statistics ->
            (statistics.get(1, Metric.DELTA_LOG10) - statistics.get(last, Metric.DELTA_LOG10))
                / (last - 1));
  }

  /** Growth of ‖∂C/∂x‖ over all blocks in decades, mean over seeds. */
  double measuredOverBlocks() {
    return mean(
        statistics ->
            statistics.blockInputGradientLog10(1)
                - statistics.blockOutputGradientLog10(network.blocks().size()));
  }

  MeanFieldForecast forecast() {
    return MeanFieldForecast.of(
        network,
        new MeanFieldInputs(0, 1, 0, new MeanFieldInputs.BatchStatistics(Mode.TRAINING, samples)));
  }

  private double mean(ToDoubleFunction<Statistics> number) {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToDouble(seed -> number.applyAsDouble(statistics(seed)))
        .average()
        .orElseThrow();
  }

  private Statistics statistics(long seed) {
    Matrix inputs = Matrix.zeros(network.inputs(), samples);
    inputs.fillWith(RandomStream.of(seed + 100, RandomStream.Purpose.WEIGHTS, 0)::gaussian);
    Matrix targets = Matrix.zeros(CLASSES, samples);
    for (int j = 0; j < samples; j++) {
      targets.set(j % CLASSES, j, 1);
    }
    return GradientProbe.of(
            Network.initial(network, seed),
            Cost.CATEGORICAL_CROSS_ENTROPY,
            inputs,
            targets,
            Mode.TRAINING,
            seed)
        .statistics();
  }
}
