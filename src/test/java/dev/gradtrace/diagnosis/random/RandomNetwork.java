package dev.gradtrace.diagnosis.random;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network of random depth, widths, activation and initialization. */
final class RandomNetwork {

  private static final int WIDEST = 300;
  private static final int WIDEST_ORTHOGONAL = 64;
  private static final int DEEPEST = 12;
  private static final int VERY_DEEP = 30;

  /** The output layer. */
  record Output(int units, Activation activation) {}

  private final Draws draws;
  private final int inputs;
  private final Output output;
  private final Activation activation;
  private final Initializer weights;
  private final Initializer biases;

  RandomNetwork(Draws draws, int inputs, Output output) {
    this.draws = draws;
    this.inputs = inputs;
    this.output = output;
    this.activation = activation(draws, false);
    this.weights = weights();
    this.biases =
        draws.odd(0.3)
            ? draws.of(
                new Constant(draws.uniform(-6, 6)), new Initializer.Normal(0, 1), Constant.ONES)
            : Constant.ZEROS;
  }

  static Activation activation(Draws draws, boolean isOutput) {
    List<Activation> some =
        List.of(
            Elementwise.RELU,
            Elementwise.TANH,
            Elementwise.SIGMOID,
            Elementwise.SELU,
            Elementwise.GELU,
            Elementwise.SILU,
            Elementwise.SOFTPLUS,
            Elementwise.LINEAR,
            new LeakyRelu(0.1),
            new Elu(1));
    if (draws.chance(isOutput ? 0.2 : 0.02)) {
      return isOutput ? new Softmax() : Elementwise.EXPONENTIAL;
    }
    return isOutput || draws.chance(0.4) ? draws.of(some) : draws.of(some.subList(0, 3));
  }

  private Initializer weights() {
    if (!draws.odd(0.5)) {
      return draws.of(VarianceScaling.values());
    }
    double size = draws.between(1e-4, 10);
    return switch (draws.anyOf(0, 5)) {
      case 0 -> new Constant(draws.of(0.0, 1.0, size));
      case 1 -> new Initializer.Uniform(0, size);
      case 2 -> new Initializer.Uniform(-size, 0);
      case 3 -> new Initializer.Normal(draws.of(-1, 1) * size, size / 3);
      case 4 -> new Initializer.Orthogonal(draws.between(0.1, 5));
      default -> new Initializer.Normal(0, size);
    };
  }

  NetworkSpec draw() {
    int depth =
        draws.odd(0.05) ? VERY_DEEP : draws.odd(0.4) ? draws.anyOf(1, DEEPEST) : draws.anyOf(2, 4);
    int widest = weights instanceof Initializer.Orthogonal ? WIDEST_ORTHOGONAL : WIDEST;
    int width = draws.integer(draws.odd(0.3) ? 1 : 6, depth > 6 ? 64 : widest);
    boolean isEven = !draws.odd(0.4);
    LayerNormalization normalization = draws.odd(0.25) ? normalization() : null;
    double dropout = draws.odd(0.25) ? draws.uniform(0.05, 0.7) : 0;
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l < depth; l++) {
      int units = isEven ? width : draws.integer(1, widest);
      layers.add(layer(units, normalization, dropout));
    }
    layers.add(new LayerSpec(output.units(), output.activation(), weights, Constant.ZEROS, true));
    boolean isSkipped = isEven && depth > 3 && draws.chance(0.3);
    return new NetworkSpec(inputs, layers, isSkipped ? blocks(depth) : List.of(), null, 0);
  }

  private LayerSpec layer(int units, @Nullable LayerNormalization normalization, double dropout) {
    Activation own = draws.odd(0.15) ? activation(draws, false) : activation;
    return new LayerSpec(units, own, weights, biases, true, normalization, dropout);
  }

  private LayerNormalization normalization() {
    Normalization kind =
        draws.of(
            Normalization.BatchNorm.DEFAULT,
            Normalization.BatchNorm.DEFAULT,
            Normalization.LayerNorm.DEFAULT,
            Normalization.RmsNorm.DEFAULT);
    return new LayerNormalization(
        kind, draws.chance(0.7) ? Position.BEFORE_ACTIVATION : Position.AFTER_ACTIVATION);
  }

  /** Blocks of one or two layers each, from layer 2 on. */
  private List<ResidualBlock> blocks(int depth) {
    int length = draws.anyOf(1, 2);
    double scale = draws.chance(0.7) ? 1 : draws.uniform(0.05, 1);
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int first = 2; first + length - 1 < depth; first += length) {
      blocks.add(ResidualBlock.plain(first, first + length - 1, scale));
    }
    return blocks;
  }
}
