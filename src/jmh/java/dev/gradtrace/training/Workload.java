package dev.gradtrace.training;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Shapes that people train: XOR, Nielsen's networks, a hundred layers, a wide and a small ReLU, a
 * hundred layers with batch norm, and fifty residual blocks of two layers with layer norm.
 */
public enum Workload {
  W1(4, 0.5, Elementwise.SIGMOID, 2, 3, 1),
  W2(10, 0.5, Elementwise.SIGMOID, 784, 30, 10),
  W3(10, 0.5, Elementwise.SIGMOID, 784, 100, 10),
  W4b10(10, 0.05, Elementwise.SIGMOID, deep(100)),
  W4b32(32, 0.05, Elementwise.SIGMOID, deep(100)),
  W5(128, 0.05, Elementwise.RELU, 784, 512, 512, 10),
  W6(32, 0.05, Elementwise.RELU, 64, 32, 32, 10),
  W7(32, 0.05, Elementwise.RELU, Workload::withBatchNorms, deep(100)),
  W8(32, 0.001, Elementwise.RELU, Workload::inBlocks, deep(101));

  private final int samples;
  private final double rate;
  private final Activation hidden;
  private final UnaryOperator<NetworkSpec> shape;
  private final int[] widths;

  Workload(int samples, double rate, Activation hidden, int... widths) {
    this(samples, rate, hidden, UnaryOperator.identity(), widths);
  }

  Workload(
      int samples,
      double rate,
      Activation hidden,
      UnaryOperator<NetworkSpec> shape,
      int... widths) {
    this.samples = samples;
    this.rate = rate;
    this.hidden = hidden;
    this.shape = shape;
    this.widths = widths;
  }

  private static int[] deep(int hidden) {
    int[] widths = new int[hidden + 2];
    Arrays.fill(widths, 30);
    widths[0] = 784;
    widths[hidden + 1] = 10;
    return widths;
  }

  private static NetworkSpec withBatchNorms(NetworkSpec plain) {
    List<LayerSpec> layers = new ArrayList<>(plain.layers());
    layers.replaceAll(
        layer -> layer.units() == 10 ? layer : layer.withNormalization(BatchNorm.DEFAULT));
    return new NetworkSpec(plain.inputs(), layers);
  }

  /** Blocks of two hidden layers after the first one, x + V·σ(W·N(x)). */
  private static NetworkSpec inBlocks(NetworkSpec plain) {
    List<LayerSpec> layers = new ArrayList<>(plain.layers());
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int l = 2; l + 1 < plain.depth(); l += 2) {
      LayerSpec first = plain.layer(l);
      layers.set(
          l,
          new LayerSpec(
              first.units(),
              Elementwise.LINEAR,
              Initializer.VarianceScaling.LECUN_NORMAL,
              first.biasInitializer(),
              true));
      blocks.add(new ResidualBlock(l, l + 1, 1, LayerNorm.DEFAULT, ResidualBlock.Position.BEFORE));
    }
    return new NetworkSpec(plain.inputs(), layers, blocks, null, 0);
  }

  /** What the second argument of a program lists, such as {@code W2,W5}; without it, all. */
  public static Workload[] listed(String[] arguments) {
    return arguments.length < 2
        ? values()
        : Stream.of(arguments[1].split(",")).map(Workload::valueOf).toArray(Workload[]::new);
  }

  /** Samples of a mini-batch. */
  int samples() {
    return samples;
  }

  /** η. */
  double rate() {
    return rate;
  }

  /** XOR, images of digits 8×8, or those of MNIST, by the number of inputs. */
  public BuiltIn dataset() {
    return switch (widths[0]) {
      case 2 -> BuiltIn.XOR;
      case 64 -> BuiltIn.DIGITS;
      default -> BuiltIn.MNIST_2K;
    };
  }

  /** The dataset, ready to train on. */
  Split data() {
    return Split.of(dataset().load())
        .scaledBy(Scaling.MIN_MAX)
        .forOutputs(widths[widths.length - 1]);
  }

  /** Plain descent for so many epochs, batches in order. */
  public TrainingSpec spec(int epochs) {
    Cost cost =
        hidden == Elementwise.SIGMOID ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    return new TrainingSpec(
        network(),
        new Objective(cost, 0),
        UpdateRule.of(new Optimizer.Sgd(rate, 0, false)),
        new Passes(samples, epochs, false, null),
        Start.seeded(0));
  }

  private NetworkSpec network() {
    boolean sigmoid = hidden == Elementwise.SIGMOID;
    Initializer weights =
        sigmoid ? Initializer.VarianceScaling.LECUN_NORMAL : Initializer.VarianceScaling.HE_NORMAL;
    Initializer biases = sigmoid ? new Initializer.Normal(0, 1) : Initializer.Constant.ZEROS;
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l < widths.length; l++) {
      Activation output = sigmoid ? Elementwise.SIGMOID : new Softmax();
      Activation activation = l == widths.length - 1 ? output : hidden;
      layers.add(new LayerSpec(widths[l], activation, weights, biases, true));
    }
    return shape.apply(new NetworkSpec(widths[0], layers));
  }
}
