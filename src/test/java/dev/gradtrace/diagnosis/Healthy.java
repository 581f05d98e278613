package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.random.Reference;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** Draws healthy jobs: tasks, networks and update rules of many kinds, verified by running them. */
final class Healthy {

  /** Fit from which a job is healthy. */
  private static final double GOOD = 0.9;

  /**
   * Fit from which a job on noisy data is healthy if no other rate, length or network is better.
   */
  private static final double FAIR = 0.4;

  /** Gain in fit allowed for a third or three times the rate, or five times the epochs. */
  private static final double SETTLED = 0.08;

  /** Share of the fit of a reference that must be attained. */
  private static final double ATTAINED = 0.85;

  private static final double[] RATES = {1.0 / 3, 3};

  private static final List<Activation> ACTIVATIONS =
      List.of(
          Elementwise.RELU,
          Elementwise.TANH,
          Elementwise.SIGMOID,
          Elementwise.SELU,
          Elementwise.GELU,
          Elementwise.SILU,
          Elementwise.SOFTPLUS,
          new LeakyRelu(0.1),
          new Elu(1));

  private final SplittableRandom random;
  private final long seed;

  private Healthy(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** A healthy job; draws that are not healthy are skipped. */
  static Case of(long seed) {
    for (long draw = 0; ; draw++) {
      Case job = draw(seed * 1_000 + draw);
      if (isHealthy(job)) {
        return job;
      }
    }
  }

  /** A job that may or may not be healthy. */
  static Case draw(long seed) {
    return new Healthy(seed).draw();
  }

  static boolean isHealthy(Case job) {
    if (FaultSigns.overfits(job.history())) {
      return false;
    }
    double fit = job.fit().best();
    if (fit >= GOOD) {
      return true;
    }
    if (!(fit >= FAIR)) {
      return false;
    }
    if (!attains(job)) {
      return false;
    }
    TrainingSpec spec = job.spec();
    for (double factor : RATES) {
      if (fit(job, Variations.rateTimes(factor, spec)) > fit + SETTLED) {
        return false;
      }
    }
    return fit(job, spec.withEpochs(5 * spec.epochs())) <= fit + SETTLED;
  }

  /** Whether it attains the fit of carefully trained references on the same data. */
  private static boolean attains(Case job) {
    Network network =
        new Network(job.spec().network(), Objects.requireNonNull(job.run().parameters()));
    Dataset data = job.data().training();
    return Score.of(network, data) >= ATTAINED * Reference.of(data);
  }

  private static double fit(Case job, TrainingSpec changed) {
    return new Case(job.name(), changed, job.data(), null).fit().best();
  }

  private Case draw() {
    Dataset data = data();
    boolean classes = data.isClassification();
    int outputs = classes && data.outputs() == 2 && random.nextBoolean() ? 1 : data.outputs();
    Scaling scaling = random.nextInt(4) == 0 ? Scaling.MIN_MAX : Scaling.STANDARD;
    boolean raw = data.source().contains("moons") || data.source().contains("circles");
    double held = random.nextInt(3) == 0 ? 0.25 : 0;
    Split split = Split.of(data.forOutputs(outputs), held, seed);
    NetworkSpec network = network(data.features(), outputs, classes);
    TrainingSpec spec = spec(network, cost(network, classes));
    String name = data.source() + " " + describe(network) + " " + spec.optimizer();
    return new Case(
        name, spec, raw && random.nextBoolean() ? split : split.scaledBy(scaling), null);
  }

  private Dataset data() {
    int samples = 100 + random.nextInt(200);
    double noise = random.nextInt(3) * 0.1;
    int dimensions = 2 + random.nextInt(8);
    return switch (random.nextInt(7)) {
      case 0 -> generated("moons", Map.of("samples", samples, "noise", noise, "seed", seed));
      case 1 ->
          generated(
              "circles",
              Map.of("samples", samples, "noise", noise / 2, "factor", 0.5, "seed", seed));
      case 2, 3 ->
          generated(
              "blobs",
              Map.of(
                  "samples", samples,
                  "noise", 1 + 10 * noise,
                  "classes", 2 + random.nextInt(5),
                  "features", dimensions,
                  "seed", seed));
      case 4 ->
          Variations.withStandardTargets(
              generated(
                  "polynomial",
                  Map.of("samples", samples, "noise", noise, "degree", 3, "seed", seed)));
      case 5 ->
          generated(
              "teacher",
              Map.of(
                  "samples", samples,
                  "noise", noise,
                  "inputs", dimensions,
                  "outputs", 1 + random.nextInt(3),
                  "seed", seed));
      default -> generated("spirals", Map.of("samples", samples, "turns", 0.5, "seed", seed));
    };
  }

  private static Dataset generated(String name, Map<String, Number> parameters) {
    return Generator.of(name, parameters).generate();
  }

  private NetworkSpec network(int inputs, int outputs, boolean classes) {
    Activation hidden = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    int deepest = hidden == Elementwise.SIGMOID || hidden == Elementwise.SOFTPLUS ? 2 : 5;
    int depth = 1 + random.nextInt(random.nextInt(1, deepest + 1));
    List<LayerSpec> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      int units = 8 << random.nextInt(3);
      layers.add(
          new LayerSpec(
              units,
              hidden,
              random.nextBoolean()
                  ? VarianceScaling.GLOROT_UNIFORM
                  : Variations.initializerFor(hidden),
              Constant.ZEROS,
              true));
    }
    Activation output =
        !classes ? Elementwise.LINEAR : outputs == 1 ? Elementwise.SIGMOID : new Softmax();
    layers.add(LayerSpec.of(outputs, output));
    return new NetworkSpec(inputs, layers);
  }

  private Cost cost(NetworkSpec network, boolean classes) {
    if (classes && random.nextInt(5) > 0) {
      return network.outputs() == 1 ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    }
    return random.nextBoolean() ? Cost.QUADRATIC : Cost.MEAN_SQUARED_ERROR;
  }

  private TrainingSpec spec(NetworkSpec network, Cost cost) {
    Optimizer optimizer =
        switch (random.nextInt(5)) {
          case 0 -> new Optimizer.Sgd(between(0.05, 0.5), 0, false);
          case 1 -> new Optimizer.Sgd(between(0.005, 0.1), 0.9, random.nextBoolean());
          case 2 -> new Optimizer.RmsProp(between(0.001, 0.005), 0.9, 1e-7);
          case 3 -> new Optimizer.Adagrad(between(0.03, 0.1), 0.1, 1e-7);
          default -> adam(between(0.001, 0.02));
        };
    return new TrainingSpec(
        network,
        new Objective(cost, random.nextInt(4) == 0 ? between(0.001, 0.1) : 0),
        UpdateRule.of(optimizer),
        Passes.shuffled(8 << random.nextInt(4), 30 + 10 * random.nextInt(6)),
        Start.seeded(seed));
  }

  static Optimizer.Adam adam(double rate) {
    return new Optimizer.Adam(rate, 0.9, 0.999, 1e-7);
  }

  private double between(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  private static String describe(NetworkSpec network) {
    return network.layers().stream()
        .map(layer -> layer.units() + " " + layer.activation().label())
        .toList()
        .toString();
  }
}
