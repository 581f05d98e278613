package dev.gradtrace.diagnosis.kinds;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.store.BuiltIn;
import dev.gradtrace.diagnosis.cases.ReadyJob;
import dev.gradtrace.diagnosis.random.Draws;
import dev.gradtrace.diagnosis.random.Score;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer.Constant;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.Initializer.Uniform;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.Objective;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.Start;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.UpdateRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs with a bad initialization, or too deep or too small networks. */
final class StartFaults {

  private static final int SEEDS = 8;

  /** Multiples of a rate that may be the fault instead of the seed. */
  private static final List<Double> OTHER_RATES = List.of(0.1, 0.3, 3.0, 10.0);

  private StartFaults() {}

  /** Hundredths or thousandths of the weights that the depth needs. */
  static Variant tinyWeights(Base base) {
    ReadyJob job = base.learning();
    double factor = 1 / base.draws().between(100, 3000);
    return Variant.of(
        Base.started(
            job,
            (layer, l, fanIn) ->
                layer.startedFrom(new Normal(0, factor / Math.sqrt(fanIn)), Constant.ZEROS)),
        job);
  }

  /** Weights of the usual size, but all of one sign. */
  static Variant oneSign(Base base) {
    Draws draws = base.draws();
    ReadyJob job = base.on(base.data(), activation(draws), draws.anyOf(2, 5));
    double factor = draws.between(1, 3);
    int sign = draws.chance(0.75) ? 1 : -1;
    return Variant.of(
        Base.started(
            job,
            (layer, l, fanIn) -> {
              double limit = factor * Math.sqrt(6.0 / (fanIn + layer.units()));
              Uniform weights = sign > 0 ? new Uniform(0, limit) : new Uniform(-limit, 0);
              return layer.startedFrom(weights, Constant.ZEROS);
            }),
        job);
  }

  private static Activation activation(Draws draws) {
    return draws.of(Elementwise.TANH, Elementwise.SIGMOID, Elementwise.RELU, Elementwise.SELU);
  }

  /** One or all layers of ReLU output 0 for every sample. */
  static Variant deadLayer(Base base) {
    Draws draws = base.draws();
    int depth = draws.anyOf(1, 3);
    ReadyJob job = base.on(base.data(), Elementwise.RELU, depth);
    int dead = draws.anyOf(0, depth);
    double bias = -draws.between(3, 30);
    return Variant.of(
        Base.started(
            job,
            (layer, l, fanIn) ->
                l <= depth && (dead == 0 || l == dead)
                    ? layer.startedFrom(layer.weightInitializer(), new Constant(bias))
                    : layer),
        job);
  }

  /** Weights so large that bounded units are saturated. */
  static Variant saturated(Base base) {
    Draws draws = base.draws();
    ReadyJob job =
        base.on(base.data(), draws.of(Elementwise.TANH, Elementwise.SIGMOID), draws.anyOf(1, 2));
    double size = draws.between(5, 30);
    int depth = job.spec().network().depth();
    return Variant.of(
        Base.started(
            job,
            (layer, l, fanIn) ->
                l < depth ? layer.startedFrom(new Normal(0, size), Constant.ZEROS) : layer),
        job);
  }

  static Variant deepSigmoids(Base base) {
    Draws draws = base.draws();
    Dataset data = base.data();
    ReadyJob job = base.on(data, Elementwise.SIGMOID, 1);
    NetworkSpec network = job.spec().network();
    List<LayerSpec> layers =
        new ArrayList<>(Collections.nCopies(draws.anyOf(5, 15), network.layer(1)));
    layers.add(network.layer(2));
    return Variant.of(Base.with(job, job.spec().withNetwork(network.withLayers(layers))), job);
  }

  /**
   * XOR or parity with the fewest units, from a seed that gets stuck; no other rate leaves half as
   * many seeds stuck.
   */
  static @Nullable Variant localMinimum(Base base) {
    Draws draws = base.draws();
    boolean isXor = draws.chance(0.7);
    Dataset data = isXor ? BuiltIn.XOR.load() : parity();
    ReadyJob job = smallest(draws, data, isXor ? 2 : 3, draws.seed());
    if (Score.of(job) > 0.8 || Score.of(Base.lasting(job, 5 * job.spec().epochs())) > 0.8) {
      return null;
    }
    List<ReadyJob> others = out(job);
    int stuck = SEEDS - others.size();
    boolean isOfTheRate =
        OTHER_RATES.stream()
            .anyMatch(factor -> SEEDS - out(Base.rateTimes(factor, job)).size() <= stuck / 2);
    return others.size() < SEEDS / 4 || isOfTheRate ? null : Variant.of(job, others.get(0));
  }

  /** The job from other seeds, where these get out. */
  private static List<ReadyJob> out(ReadyJob job) {
    return IntStream.range(0, SEEDS)
        .mapToObj(i -> Base.with(job, job.spec().withSeed(job.spec().seed() + 1 + i)))
        .filter(other -> Score.of(other) > 0.95)
        .toList();
  }

  private static Dataset parity() {
    double[][] inputs = new double[8][3];
    int[] labels = new int[8];
    for (int j = 0; j < 8; j++) {
      for (int i = 0; i < 3; i++) {
        inputs[j][i] = (j >> i) & 1;
        labels[j] ^= (j >> i) & 1;
      }
    }
    return Dataset.ofLabels(inputs, labels, 2).named("parity");
  }

  private static ReadyJob smallest(Draws draws, Dataset data, int units, long seed) {
    Activation hidden = draws.of(Elementwise.TANH, Elementwise.SIGMOID);
    NetworkSpec network =
        new NetworkSpec(
            data.features(),
            List.of(LayerSpec.of(units, hidden), LayerSpec.of(1, Elementwise.SIGMOID)));
    Optimizer optimizer =
        draws.chance(0.5)
            ? new Optimizer.Sgd(draws.between(0.5, 2), 0, false)
            : new Optimizer.Adam(draws.between(0.01, 0.05), 0.9, 0.999, 1e-7);
    TrainingSpec spec =
        new TrainingSpec(
            network,
            new Objective(draws.of(Cost.QUADRATIC, Cost.BINARY_CROSS_ENTROPY), 0),
            UpdateRule.of(optimizer),
            Passes.shuffled(data.samples(), draws.anyOf(1500, 4000)),
            Start.seeded(seed));
    return new ReadyJob(spec, Split.of(data.forOutputs(1)));
  }

  /**
   * One or two units where the task needs more; neither another rate nor more epochs nor another
   * seed suffice.
   */
  static @Nullable Variant underpowered(Base base) {
    Draws draws = base.draws();
    ReadyJob job = base.on(base.data(), draws.of(Elementwise.TANH, Elementwise.RELU), 1);
    int units = draws.anyOf(1, 2);
    ReadyJob sick = Base.started(job, (layer, l, fanIn) -> l == 1 ? layer.withUnits(units) : layer);
    ReadyJob settled = Base.lasting(sick, 150);
    return ways(settled).anyMatch(other -> Score.of(other) > 0.75)
        ? null
        : Variant.of(settled, job);
  }

  /** A job with other rates and seeds and more epochs, and with Adam. */
  private static Stream<ReadyJob> ways(ReadyJob job) {
    Stream<ReadyJob> rates = OTHER_RATES.stream().map(factor -> Base.rateTimes(factor, job));
    Stream<ReadyJob> adam =
        Stream.of(0.003, 0.03)
            .map(rate -> new Optimizer.Adam(rate, 0.9, 0.999, 1e-7))
            .map(rule -> Base.with(job, job.spec().withOptimizer(rule).withEpochs(200)));
    Stream<ReadyJob> seeds =
        IntStream.rangeClosed(1, SEEDS)
            .mapToObj(i -> Base.with(job, job.spec().withSeed(job.spec().seed() + i)));
    ReadyJob longer = Base.lasting(job, 5 * job.spec().epochs());
    return Stream.of(Stream.of(longer), rates, adam, seeds).flatMap(way -> way);
  }

  /** All units of a layer have equal initial weights. */
  static Variant symmetric(Base base) {
    ReadyJob job = base.learning();
    double value = base.draws().of(0.0, base.draws().between(0.01, 1));
    return Variant.of(
        Base.started(
            job, (layer, l, fanIn) -> layer.startedFrom(new Constant(value), Constant.ZEROS)),
        job);
  }

  /** Circles, which no line divides. */
  static Variant withoutHiddenLayer(Base base) {
    Dataset data = Base.circles(base.draws().anyOf(100, 300), base.draws().seed());
    ReadyJob job = base.on(data, Elementwise.TANH, 1);
    NetworkSpec network = job.spec().network();
    LayerSpec output = network.layer(network.depth());
    return Variant.of(
        Base.with(job, job.spec().withNetwork(new NetworkSpec(network.inputs(), List.of(output)))),
        job);
  }

  /** Far larger weights than the depth needs. */
  static Variant largeWeights(Base base) {
    ReadyJob job = base.on(base.data(), Elementwise.RELU, base.draws().anyOf(2, 4));
    double factor = base.draws().between(8, 50);
    return Variant.of(
        Base.started(
            job,
            (layer, l, fanIn) ->
                layer.startedFrom(new Normal(0, factor / Math.sqrt(fanIn)), Constant.ZEROS)),
        Base.started(
            job,
            (layer, l, fanIn) -> layer.startedFrom(VarianceScaling.HE_NORMAL, Constant.ZEROS)));
  }
}
