package dev.gradtrace.theory;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Networks for forecasts. */
final class ForecastNetworks {

  private ForecastNetworks() {}

  /** A layer with LeCun's weights and zero biases. */
  static LayerSpec layer(int units, Activation activation) {
    return layer(units, activation, VarianceScaling.LECUN_NORMAL);
  }

  static LayerSpec layer(int units, Activation activation, Initializer weights) {
    return new LayerSpec(units, activation, weights, Initializer.Constant.ZEROS, true);
  }

  /** N(0, σ_w²/n). */
  static Initializer weights(double variance, int fanIn) {
    return new Initializer.Normal(0, Math.sqrt(variance / fanIn));
  }

  /** Repetitions of a layer with as many units everywhere, and a linear output of that width. */
  static NetworkSpec repeated(LayerSpec layer, int times) {
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(times, layer));
    layers.add(output(layer, layer.units()));
    return new NetworkSpec(layer.units(), layers);
  }

  private static LayerSpec output(LayerSpec layer, int units) {
    return new LayerSpec(
            units,
            Elementwise.LINEAR,
            layer.weightInitializer(),
            layer.biasInitializer(),
            layer.useBias())
        .withNormalization((LayerNormalization) null);
  }

  /** Blocks of equal width, and an output layer. */
  static NetworkSpec blocks(ResidualBlock block, List<LayerSpec> branch, int times) {
    List<LayerSpec> layers = new ArrayList<>();
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int k = 0; k < times; k++) {
      blocks.add(
          new ResidualBlock(
              layers.size() + 1,
              layers.size() + branch.size(),
              block.scale(),
              block.normalization(),
              block.position()));
      layers.addAll(branch);
    }
    int units = branch.get(branch.size() - 1).units();
    layers.add(layer(units, Elementwise.LINEAR));
    return new NetworkSpec(units, layers, blocks, null, 0);
  }

  /** Blocks V·φ(W·x) with the given weights W, and LeCun's V. */
  static NetworkSpec blocks(Activation activation, Initializer weights, double scale, int times) {
    int units = 100;
    return blocks(
        ResidualBlock.plain(1, 2, scale),
        List.of(layer(units, activation, weights), layer(units, Elementwise.LINEAR)),
        times);
  }
}
