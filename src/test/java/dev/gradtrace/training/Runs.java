package dev.gradtrace.training;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builder of specifications of small runs. */
public final class Runs {

  private NetworkSpec network =
      new NetworkSpec(
          2, List.of(LayerSpec.of(3, Elementwise.TANH), LayerSpec.of(1, Elementwise.SIGMOID)));
  private Cost cost = Cost.BINARY_CROSS_ENTROPY;
  private Optimizer optimizer = new Optimizer.Sgd(0.5, 0, false);
  private double l2;
  private @Nullable Double clip;
  private LearningRateSchedule schedule = new LearningRateSchedule.Constant();
  private int batchSize = 4;
  private int epochs = 10;
  private int warmupSteps;
  private boolean dropLastBatch;
  private boolean shuffle = true;
  private @Nullable Parameters parameters;
  private @Nullable EarlyStopping earlyStopping;

  private Runs() {}

  /** XOR with gradient descent, 10 epochs of one batch. */
  public static Runs xor() {
    return new Runs();
  }

  /** XOR, its four points in order. */
  public static Split xorData() {
    return Split.of(
        Dataset.ofTargets(
            new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}}));
  }

  /** Sigmoid layers of the given widths, with N(0, 1/n) weights and N(0, 1) biases. */
  public static NetworkSpec sigmoids(int inputs, int... widths) {
    List<LayerSpec> layers =
        Arrays.stream(widths)
            .mapToObj(
                units ->
                    new LayerSpec(
                        units,
                        Elementwise.SIGMOID,
                        Initializer.VarianceScaling.LECUN_NORMAL,
                        new Initializer.Normal(0, 1),
                        true))
            .toList();
    return new NetworkSpec(inputs, layers);
  }

  /**
   * A network with norms of every kind at every place, dropout and skips.
   *
   * @param units of every hidden layer
   */
  public static NetworkSpec normalised(int inputs, int units, LayerSpec output) {
    LayerNormalization after = new LayerNormalization(RmsNorm.DEFAULT, Position.AFTER_ACTIVATION);
    BatchNorm sample = new BatchNorm(0.9, 0, true, true, MovingVariance.SAMPLE);
    return new NetworkSpec(
        inputs,
        List.of(
            LayerSpec.of(units, Elementwise.RELU)
                .withNormalization(BatchNorm.DEFAULT)
                .withDropout(0.2),
            LayerSpec.of(units + 1, Elementwise.TANH).withNormalization(after).withDropout(0.3),
            LayerSpec.of(units, Elementwise.LINEAR).withNormalization(sample),
            LayerSpec.of(units, Elementwise.SILU).withNormalization(LayerNorm.DEFAULT),
            output.withNormalization(new LayerNorm(1e-3, false, true))),
        List.of(
            new ResidualBlock(2, 3, 0.7, LayerNorm.DEFAULT, ResidualBlock.Position.BEFORE),
            new ResidualBlock(4, 4, -0.5, BatchNorm.DEFAULT, ResidualBlock.Position.AFTER)),
        new BatchNorm(0, 0.01, false, true, MovingVariance.POPULATION),
        0.1);
  }

  public Runs network(NetworkSpec network) {
    this.network = network;
    return this;
  }

  public Runs cost(Cost cost) {
    this.cost = cost;
    return this;
  }

  public Runs optimizer(Optimizer optimizer) {
    this.optimizer = optimizer;
    return this;
  }

  public Runs l2(double lambda) {
    this.l2 = lambda;
    return this;
  }

  public Runs clip(@Nullable Double norm) {
    this.clip = norm;
    return this;
  }

  public Runs schedule(LearningRateSchedule schedule) {
    this.schedule = schedule;
    return this;
  }

  public Runs warmup(int steps) {
    this.warmupSteps = steps;
    return this;
  }

  public Runs dropLastBatch() {
    this.dropLastBatch = true;
    return this;
  }

  public Runs batchSize(int samples) {
    this.batchSize = samples;
    return this;
  }

  public Runs epochs(int epochs) {
    this.epochs = epochs;
    return this;
  }

  public Runs inOrder() {
    this.shuffle = false;
    return this;
  }

  public Runs parameters(@Nullable Parameters parameters) {
    this.parameters = parameters;
    return this;
  }

  public Runs earlyStopping(@Nullable EarlyStopping rule) {
    this.earlyStopping = rule;
    return this;
  }

  public TrainingSpec spec() {
    return new TrainingSpec(
        network,
        new Objective(cost, l2),
        new UpdateRule(optimizer, schedule, warmupSteps, clip),
        new Passes(batchSize, epochs, shuffle, dropLastBatch, earlyStopping),
        new Start(7, parameters));
  }
}
