package dev.gradtrace.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.DatasetRows;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.dataset.generator.Generator;
import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.Passes;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws jobs with one fault: a job that learns gets the fault, and counts only if it then shows the
 * symptom, as a rule that it learns much less than without.
 */
final class Faulty {

  /** Fit of the healthy counterpart, and what the fault must take away from it. */
  private static final double GOOD = 0.8;

  private static final double HARM = 0.2;
  private static final int MOST_DRAWS = 400;

  private final SplittableRandom random;
  private final Rule fault;

  private Faulty(Rule fault, long seed) {
    this.fault = fault;
    this.random = new SplittableRandom(seed);
  }

  /** A job with this fault. */
  static Case of(Rule fault, long seed) {
    for (long draw = 0; draw < MOST_DRAWS; draw++) {
      long drawn = seed * 1_000 + draw;
      Case base = Healthy.draw(-drawn);
      Case sick = new Faulty(fault, drawn).infect(base);
      if (sick != null && shows(sick, base)) {
        return sick;
      }
    }
    throw new IllegalStateException("no " + fault + " from seed " + seed);
  }

  private static boolean shows(Case sick, Case base) {
    return switch (sick.fault() == null ? Rule.DIVERGENCE : sick.fault()) {
      case SINGLE_UNIT_SOFTMAX, CONSTANT_TARGETS -> true;
      case OVERFITTING -> overfits(sick.course());
      case OSCILLATING_LOSS -> base.fit().best() > GOOD && oscillates(sick);
      case CLASS_IMBALANCE -> sick.fit().ofAccuracy() < 0.05;
      case LEARNING_SLOWDOWN -> isSlow(sick);
      case UNDERPOWERED, NO_NONLINEARITY -> harms(sick, base) && isBestPossible(sick);
      case DEAD_UNITS -> harms(sick, base) && deadShare(sick) > 0.4;
      default -> harms(sick, base);
    };
  }

  private static boolean harms(Case sick, Case base) {
    double before = base.fit().best();
    return before > GOOD && !(sick.fit().best() > before - HARM);
  }

  /** Neither another rate nor more time cures it. */
  private static boolean isBestPossible(Case sick) {
    TrainingSpec better = sick.spec().withOptimizer(Healthy.adam(0.01)).withEpochs(150);
    Case longer = new Case(sick.name(), better, sick.data(), sick.fault());
    return longer.fit().best() < 0.75;
  }

  /** The loss of samples held back rose far above its minimum and that of the others. */
  static boolean overfits(LossHistory course) {
    if (course.length() == 0) {
      return false;
    }
    EpochEnd last = course.last();
    double best = course.epochs().stream().mapToDouble(EpochEnd::validationLoss).min().orElse(0);
    return last.validationLoss() > 1.5 * best && last.trainingLoss() < last.validationLoss() / 3;
  }

  private static boolean oscillates(Case sick) {
    double[] losses = sick.course().losses();
    if (losses.length <= 10) {
      return false;
    }
    double scale = DataSummary.of(sick.data().training()).constantLoss(sick.spec().cost());
    double travelled = 0;
    int from = losses.length / 2;
    for (int i = from; i < losses.length; i++) {
      travelled += Math.abs(losses[i] - losses[i - 1]) / (losses.length - from);
    }
    double moved = Math.abs(losses[losses.length - 1] - losses[from]) / (losses.length - from);
    return travelled > 0.1 * scale && moved < travelled / 3;
  }

  private static boolean isSlow(Case sick) {
    double[] losses = sick.course().losses();
    return losses.length > 4
        && IntStream.range(0, losses.length / 4).allMatch(i -> losses[i] > 0.8 * losses[0]);
  }

  private static double deadShare(Case sick) {
    Evidence evidence =
        Evidence.of(sick.spec(), sick.data(), sick.run(), Effort.withoutTrials(() -> false));
    return evidence.network().depth() < 2
        ? 0
        : evidence.end().hidden(l -> evidence.end().get(l, Metric.DEAD_FRACTION) > 0.4).isEmpty()
            ? 0
            : 1;
  }

  /** The job with the fault; null if it cannot have it. */
  private @Nullable Case infect(Case base) {
    TrainingSpec spec = base.spec();
    NetworkSpec network = spec.network();
    boolean classes = base.data().training().isClassification();
    boolean binary = classes && network.outputs() == 1;
    return switch (fault) {
      case SINGLE_UNIT_SOFTMAX ->
          binary ? with(base, spec.withNetwork(Variations.output(network, new Softmax()))) : null;
      case CONSTANT_TARGETS -> classes ? null : with(base, spec, mapTargets(base, y -> 0.7));
      case COST_MISMATCH -> classes ? null : crossEntropyForNumbers(base);
      case OUTPUT_ACTIVATION_MISMATCH -> wrongOutput(base, classes);
      case SYMMETRIC_INITIALIZATION ->
          with(base, startedWith(spec, layer -> new Initializer.Constant(between(0.01, 1))));
      case INPUTS_NOT_SCALED -> with(base, spec, scaledInputs(base));
      case TARGETS_OUT_OF_RANGE ->
          classes ? null : with(base, spec, shiftedTargets(base, between(30, 30_000)));
      case POOR_INITIALIZATION -> badlyStarted(base);
      case NO_NONLINEARITY ->
          with(
              base,
              spec.withNetwork(
                  Variations.hidden(network, layer -> Variations.with(layer, Elementwise.LINEAR))));
      case CLASS_IMBALANCE -> rare();
      case OVER_REGULARIZED ->
          with(base, spec.withL2(base.data().training().samples() * between(0.05, 3)));
      case EXPLODING_GRADIENT -> exploding(base);
      case LEARNING_RATE_TOO_HIGH, DIVERGENCE ->
          with(base, Variations.rateTimes(between(30, 3000), spec));
      case VANISHING_GRADIENT -> deepSigmoids(base);
      case DEAD_UNITS -> biased(base, Elementwise.RELU, -between(5, 30));
      case SATURATED_UNITS -> saturated(base);
      case LEARNING_SLOWDOWN -> binary ? slow(base) : null;
      case OSCILLATING_LOSS -> with(base, one(Variations.rateTimes(between(5, 30), spec)));
      case LEARNING_RATE_TOO_LOW -> with(base, Variations.rateTimes(1 / between(100, 3000), spec));
      case TOO_FEW_EPOCHS -> with(base, spec.withEpochs(1 + random.nextInt(4)));
      case UNDERPOWERED ->
          with(
              base,
              spec.withNetwork(
                  Variations.hidden(network, l -> Variations.with(l, 1 + random.nextInt(2)))));
      case OVERFITTING -> memorising();
    };
  }

  private Case with(Case base, TrainingSpec spec) {
    return with(base, spec, base.data());
  }

  private Case with(Case base, TrainingSpec spec, Split data) {
    return new Case(fault.label() + ": " + base.name(), spec, data, fault);
  }

  private static TrainingSpec startedWith(
      TrainingSpec spec, Function<LayerSpec, Initializer> weights) {
    List<LayerSpec> layers = new ArrayList<>();
    for (LayerSpec layer : spec.network().layers()) {
      layers.add(
          new LayerSpec(
              layer.units(),
              layer.activation(),
              weights.apply(layer),
              Initializer.Constant.ZEROS,
              true));
    }
    return spec.withNetwork(new NetworkSpec(spec.network().inputs(), layers));
  }

  private Case crossEntropyForNumbers(Case base) {
    TrainingSpec spec = base.spec();
    TrainingSpec wrong = spec.withCost(Cost.BINARY_CROSS_ENTROPY).withL2(0);
    return with(base, wrong, mapTargets(base, y -> 1 / (1 + Math.exp(-y))));
  }

  private @Nullable Case wrongOutput(Case base, boolean classes) {
    TrainingSpec spec = base.spec();
    NetworkSpec network = spec.network();
    List<Activation> wrong =
        !classes
            ? List.of(Elementwise.SIGMOID, Elementwise.RELU, Elementwise.SOFTPLUS)
            : List.of(Elementwise.RELU, Elementwise.LINEAR, Elementwise.SIGMOID);
    if (classes && !spec.cost().wantsProbabilities()) {
      return null;
    }
    Activation output = wrong.get(random.nextInt(wrong.size()));
    boolean fits = classes && network.outputs() == 1 && output == Elementwise.SIGMOID;
    return fits ? null : with(base, spec.withNetwork(Variations.output(network, output)));
  }

  private Split scaledInputs(Case base) {
    Dataset data = base.data().training();
    DatasetRows rows = data.rows(0, data.samples());
    double factor = between(100, 1e6);
    int column = random.nextBoolean() ? -1 : random.nextInt(data.features());
    double[][] inputs = rows.inputs();
    double offset = random.nextBoolean() ? 1 : 0;
    for (double[] row : inputs) {
      for (int i = 0; i < row.length; i++) {
        row[i] = column < 0 || column == i ? factor * (row[i] + offset) : row[i];
      }
    }
    return Split.of(rebuilt(rows, inputs, data));
  }

  private static Dataset rebuilt(DatasetRows rows, double[][] inputs, Dataset data) {
    int[] labels = rows.labels();
    double[][] targets = rows.targets();
    if (labels != null) {
      return Dataset.ofLabels(inputs, labels, requireNonNull(data.labels()).classes())
          .forOutputs(data.outputs());
    }
    return Dataset.ofTargets(inputs, requireNonNull(targets));
  }

  private Split shiftedTargets(Case base, double factor) {
    double offset = random.nextBoolean() ? 3 : 0;
    return mapTargets(base, y -> factor * (y + offset));
  }

  private static Split mapTargets(Case base, UnaryOperator<Double> change) {
    Dataset data = base.data().training();
    DatasetRows rows = data.rows(0, data.samples());
    double[][] targets = requireNonNull(rows.targets());
    for (double[] row : targets) {
      for (int i = 0; i < row.length; i++) {
        row[i] = change.apply(row[i]);
      }
    }
    return Split.of(Dataset.ofTargets(rows.inputs(), targets));
  }

  private Case badlyStarted(Case base) {
    double factor = random.nextBoolean() ? between(8, 50) : 1 / between(8, 100);
    NetworkSpec network = base.spec().network();
    return with(
        base,
        startedWith(
            base.spec(),
            layer -> new Initializer.Normal(0, factor / Math.sqrt(fanIn(network, layer)))));
  }

  private static int fanIn(NetworkSpec network, LayerSpec layer) {
    return Math.max(1, network.width(network.layers().indexOf(layer)));
  }

  /** A rare class that its inputs hardly tell apart. */
  private Case rare() {
    int samples = 300 + random.nextInt(500);
    double share = between(0.01, 0.05);
    double[][] inputs = new double[samples][4];
    int[] labels = new int[samples];
    SplittableRandom gaussian = random.split();
    for (int j = 0; j < samples; j++) {
      labels[j] = random.nextDouble() < share || j == 0 ? 1 : 0;
      for (int i = 0; i < inputs[j].length; i++) {
        inputs[j][i] = gaussian.nextGaussian() + (labels[j] == 1 ? 0.7 : 0);
      }
    }
    boolean single = random.nextBoolean();
    NetworkSpec network =
        Variations.network(
            4, new int[] {12}, single ? 1 : 2, single ? Elementwise.SIGMOID : new Softmax());
    TrainingSpec spec =
        Healthy.draw(random.nextInt(1000))
            .spec()
            .withNetwork(network)
            .withOptimizer(new Optimizer.Sgd(between(0.01, 0.2), 0, false))
            .withEpochs(20);
    Cost cost =
        random.nextBoolean()
            ? Cost.QUADRATIC
            : single ? Cost.BINARY_CROSS_ENTROPY : Cost.CATEGORICAL_CROSS_ENTROPY;
    Dataset data = Dataset.ofLabels(inputs, labels, 2).forOutputs(single ? 1 : 2);
    return new Case("rare class " + share, spec.withCost(cost).withL2(0), Split.of(data), fault);
  }

  private Case exploding(Case base) {
    int depth = 6 + random.nextInt(15);
    int units = 8 << random.nextInt(3);
    boolean exponential = random.nextInt(3) == 0;
    double gain = between(2.5, 5);
    LayerSpec layer =
        new LayerSpec(
            units,
            exponential ? Elementwise.EXPONENTIAL : Elementwise.RELU,
            exponential
                ? Initializer.VarianceScaling.GLOROT_UNIFORM
                : new Initializer.Normal(0, gain / Math.sqrt(units)),
            Initializer.Constant.ZEROS,
            true);
    return with(base, base.spec().withNetwork(deep(base, layer, depth)));
  }

  private static NetworkSpec deep(Case base, LayerSpec layer, int depth) {
    NetworkSpec network = base.spec().network();
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(depth, layer));
    layers.add(network.layer(network.depth()));
    return new NetworkSpec(network.inputs(), layers);
  }

  private Case deepSigmoids(Case base) {
    LayerSpec layer =
        new LayerSpec(
            8 << random.nextInt(3),
            Elementwise.SIGMOID,
            random.nextBoolean()
                ? Initializer.VarianceScaling.GLOROT_UNIFORM
                : Initializer.VarianceScaling.LECUN_NORMAL,
            random.nextBoolean() ? Initializer.Constant.ZEROS : new Initializer.Normal(0, 1),
            true);
    return with(base, base.spec().withNetwork(deep(base, layer, 4 + random.nextInt(20))));
  }

  private Case biased(Case base, Activation activation, double bias) {
    NetworkSpec network = base.spec().network();
    return with(
        base,
        base.spec()
            .withNetwork(
                Variations.hidden(
                    network,
                    layer ->
                        new LayerSpec(
                            layer.units(),
                            activation,
                            layer.weightInitializer(),
                            new Initializer.Constant(bias),
                            true))));
  }

  private Case saturated(Case base) {
    Activation activation = random.nextBoolean() ? Elementwise.TANH : Elementwise.SIGMOID;
    double size = between(5, 50);
    NetworkSpec network = base.spec().network();
    return with(
        base,
        base.spec()
            .withNetwork(
                Variations.hidden(
                    network,
                    layer ->
                        new LayerSpec(
                            layer.units(),
                            activation,
                            new Initializer.Normal(0, size),
                            Initializer.Constant.ZEROS,
                            true))));
  }

  private Case slow(Case base) {
    NetworkSpec network = base.spec().network();
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    LayerSpec last = layers.get(layers.size() - 1);
    layers.set(
        layers.size() - 1,
        new LayerSpec(
            1,
            Elementwise.SIGMOID,
            last.weightInitializer(),
            new Initializer.Constant(random.nextBoolean() ? between(3, 9) : -between(3, 9)),
            true));
    TrainingSpec spec =
        base.spec()
            .withNetwork(new NetworkSpec(network.inputs(), layers))
            .withOptimizer(new Optimizer.Sgd(between(0.05, 0.5), 0, false));
    return with(base, spec.withCost(Cost.QUADRATIC).withL2(0));
  }

  /** Batches of one sample. */
  private static TrainingSpec one(TrainingSpec spec) {
    return spec.withPasses(Passes.shuffled(1, Math.min(40, spec.epochs())));
  }

  /** Labels that have nothing to do with many inputs. */
  private Case memorising() {
    int samples = 60 + random.nextInt(100);
    int features = 10 + random.nextInt(40);
    Dataset noise =
        Generator.of(
                "teacher",
                Map.of(
                    "samples", samples, "noise", 3.0, "inputs", features, "seed", random.nextInt()))
            .generate();
    NetworkSpec network = Variations.network(features, new int[] {64}, 1, Elementwise.LINEAR);
    TrainingSpec spec =
        Healthy.draw(random.nextInt(1000))
            .spec()
            .withNetwork(network)
            .withOptimizer(Healthy.adam(between(0.005, 0.02)))
            .withEpochs(80);
    return new Case(
        "noise " + samples + "×" + features,
        spec.withCost(Cost.MEAN_SQUARED_ERROR).withL2(0),
        Split.of(Variations.withStandardTargets(noise), 0.4, 1).scaledBy(Scaling.STANDARD),
        fault);
  }

  private double between(double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }
}
