package dev.gradtrace.diagnosis.kinds;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws healthy jobs, and changes of them. */
final class Base {

  /** Score from which a job is good. */
  static final double GOOD = 0.9;

  /** Gain in score that three times the epochs may have. */
  private static final double SETTLED = 0.05;

  private static final int DIGITS = 300;

  private final Draws draws;

  Base(Draws draws) {
    this.draws = draws;
  }

  Draws draws() {
    return draws;
  }

  /** A good job. */
  ReadyJob learning() {
    while (true) {
      ReadyJob job = any();
      double score = Score.of(job);
      if (score >= GOOD) {
        return job;
      }
    }
  }

  /** A good job that more epochs do not improve. */
  ReadyJob settled() {
    while (true) {
      ReadyJob job = learning();
      if (Score.of(lasting(job, 3 * job.spec().epochs())) <= Score.of(job) + SETTLED) {
        return job;
      }
    }
  }

  private ReadyJob any() {
    return on(data(), draws.of(Elementwise.RELU, Elementwise.TANH, new LeakyRelu(0.01)));
  }

  /** A job on data, with one to three hidden layers. */
  ReadyJob on(Dataset dataset, Activation hidden) {
    return on(dataset, hidden, draws.anyOf(1, 3));
  }

  ReadyJob on(Dataset dataset, Activation hidden, int depth) {
    boolean classes = dataset.isClassification();
    boolean single = classes && dataset.outputs() == 2 && draws.chance(0.5);
    int outputs = single ? 1 : dataset.outputs();
    Activation output =
        !classes ? Elementwise.LINEAR : outputs == 1 ? Elementwise.SIGMOID : new Softmax();
    NetworkSpec network =
        new NetworkSpec(dataset.features(), layers(hidden, depth, outputs, output));
    Cost made = outputs == 1 ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    Cost cost = !classes || draws.chance(0.15) ? Cost.MEAN_SQUARED_ERROR : made;
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(cost, 0),
            UpdateRule.of(optimizer()),
            Passes.shuffled(draws.of(8, 16, 32), draws.anyOf(30, 80)),
            Start.seeded(draws.seed()));
    Split split = Split.of(dataset.forOutputs(outputs));
    return new ReadyJob(spec, split.scaledBy(Scaling.STANDARD));
  }

  private List<LayerSpec> layers(Activation hidden, int depth, int outputs, Activation output) {
    boolean isRectifier = hidden.isRectifier();
    int units = draws.integer(8, 40);
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      Initializer weights =
          isRectifier ? VarianceScaling.HE_NORMAL : VarianceScaling.GLOROT_UNIFORM;
      layers.add(new LayerSpec(units, hidden, weights, Constant.ZEROS, true));
    }
    layers.add(LayerSpec.of(outputs, output));
    return layers;
  }

  /** An update rule with a suitable rate. */
  Optimizer optimizer() {
    double rate = draws.between(0.5, 2);
    return switch (draws.anyOf(0, 5)) {
      case 0 -> new Optimizer.Sgd(0.2 * rate, 0, false);
      case 1 -> new Optimizer.Sgd(0.03 * rate, 0.9, draws.chance(0.5));
      case 2 -> new Optimizer.RmsProp(0.003 * rate, 0.9, 1e-7);
      case 3 -> new Optimizer.Adagrad(0.08 * rate, 0.1, 1e-7);
      default -> new Optimizer.Adam(0.01 * rate, 0.9, 0.999, 1e-7);
    };
  }

  Dataset data() {
    int samples = draws.anyOf(100, 300);
    long seed = draws.seed();
    return switch (draws.anyOf(0, 7)) {
      case 0 -> generated("moons", Map.of("samples", samples, "noise", 0.1, "seed", seed));
      case 1 -> circles(samples, seed);
      case 2 -> blobs();
      case 3 -> generated("spirals", Map.of("samples", samples, "turns", 0.5, "seed", seed));
      case 4 -> regression();
      case 5 -> BuiltIn.IRIS.load();
      case 6 -> BuiltIn.DIGITS.load().thinnedTo(DIGITS);
      default -> teacher(samples, seed);
    };
  }

  Dataset blobs() {
    return generated(
        "blobs",
        Map.of(
            "samples", draws.anyOf(100, 300),
            "classes", draws.anyOf(2, 6),
            "features", draws.anyOf(2, 10),
            "seed", draws.seed()));
  }

  static Dataset circles(int samples, long seed) {
    return generated(
        "circles", Map.of("samples", samples, "noise", 0.05, "factor", 0.5, "seed", seed));
  }

  private Dataset teacher(int samples, long seed) {
    return standardTargets(
        generated(
            "teacher",
            Map.of(
                "samples",
                samples,
                "inputs",
                draws.anyOf(1, 8),
                "outputs",
                draws.anyOf(1, 3),
                "seed",
                seed)));
  }

  /** A regression with targets of mean 0 and variance 1. */
  Dataset regression() {
    return draws.chance(0.5)
        ? teacher(draws.anyOf(100, 300), draws.seed())
        : standardTargets(
            generated(
                "polynomial",
                Map.of(
                    "samples", draws.anyOf(80, 250),
                    "degree", draws.anyOf(2, 4),
                    "features", draws.anyOf(1, 3),
                    "seed", draws.seed())));
  }

  static Dataset generated(String name, Map<String, Number> told) {
    return Generator.of(name, told).generate();
  }

  private static Dataset standardTargets(Dataset data) {
    double[][] targets = requireNonNull(data.rows(0, data.samples()).targets());
    double[][] inputs = requireNonNull(data.rows(0, data.samples()).inputs());
    for (int i = 0; i < data.outputs(); i++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : targets) {
        sum += row[i];
        squares += row[i] * row[i];
      }
      double mean = sum / targets.length;
      double std = Math.sqrt(Math.max(1e-12, squares / targets.length - mean * mean));
      for (double[] row : targets) {
        row[i] = (row[i] - mean) / std;
      }
    }
    return Dataset.ofTargets(inputs, targets);
  }

  // Changes.

  static ReadyJob with(ReadyJob job, TrainingSpec spec) {
    return new ReadyJob(spec, job.data());
  }

  static ReadyJob on(ReadyJob job, Dataset data) {
    return new ReadyJob(job.spec(), Split.of(data));
  }

  static ReadyJob rateTimes(double factor, ReadyJob job) {
    Optimizer optimizer = job.spec().optimizer();
    return with(
        job,
        job.spec().withOptimizer(optimizer.withLearningRate(factor * optimizer.learningRate())));
  }

  static ReadyJob scheduled(ReadyJob job, LearningRateSchedule schedule, Clipping clipping) {
    TrainingSpec spec = job.spec();
    UpdateRule rule = new UpdateRule(spec.optimizer(), schedule, 0, clipping, null);
    return with(
        job, new TrainingSpec(spec.network(), spec.objective(), rule, spec.passes(), spec.start()));
  }

  static ReadyJob lasting(ReadyJob job, int epochs) {
    return with(job, job.spec().withEpochs(epochs));
  }

  static ReadyJob penalised(ReadyJob job, double lambda) {
    return with(job, job.spec().withL2(lambda));
  }

  static ReadyJob thinned(ReadyJob job, double lambda) {
    return with(job, job.spec().withL1(lambda));
  }

  /** The initialization of a layer, by its number and the width below it. */
  interface Beginning {
    LayerSpec of(LayerSpec layer, int number, int fanIn);
  }

  static ReadyJob started(ReadyJob job, Beginning beginning) {
    NetworkSpec network = job.spec().network();
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      layers.add(beginning.of(network.layer(l), l, network.width(l - 1)));
    }
    return with(job, job.spec().withNetwork(network.withLayers(layers)));
  }

  static ReadyJob output(ReadyJob job, Activation activation) {
    int depth = job.spec().network().depth();
    return started(job, (layer, l, fanIn) -> l == depth ? layer.withActivation(activation) : layer);
  }
}
