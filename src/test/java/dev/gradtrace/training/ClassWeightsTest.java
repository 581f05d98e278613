package dev.gradtrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Dataset;
import dev.gradtrace.dataset.Labels;
import dev.gradtrace.dataset.Split;
import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.HessianProduct;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.InvalidSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassWeightsTest {

  /** For central differences over {@link #APART}, relative to the largest entry. */
  private static final double DIFFERENCE = 1e-7;

  private static final double APART = 1e-5;
  private static final double[] WEIGHTS = {0.5, 3, 20, 1, 0.25};
  private static final double[][] INPUTS = {{0.3, -1}, {1.2, 0.4}, {-0.7, 0.9}, {0, 2}, {-1, -1}};
  private static final int[] LABELS = {0, 1, 2, 0, 0};

  @Test
  void balancedIsTheShareOfAllByTheCount() {
    double[] weights = new ClassWeights.Balanced().of(Labels.of(new int[] {0, 0, 0, 1, 0, 0}, 2));
    assertThat(weights).containsExactly(6.0 / (2 * 5), 6.0 / 2);
  }

  @Test
  void weightsOfOneChangeNoBit() {
    TrainingSpec plain = spec();
    ClassWeights ones = new ClassWeights.Given(List.of(1.0, 1.0, 1.0));
    assertThat(numbers(run(plain.withClassWeights(ones)))).isEqualTo(numbers(run(plain)));
  }

  @Test
  void trainingLossesAreWeightedAndValidationLossesAreNot() {
    Split parts = Split.of(data(), data());
    TrainingRun run =
        TrainingRun.of(
            spec().withClassWeights(new ClassWeights.Given(List.of(0.5, 3.0, 20.0))), parts);
    EpochEnd untrained = untrained(run);
    EpochEnd unweighted = untrained(TrainingRun.of(spec(), parts));
    assertThat(untrained.validationLoss()).isEqualTo(unweighted.validationLoss());
    double[] ofClass = {0.5, 3, 20};
    double expected = 0;
    for (int i = 0; i < LABELS.length; i++) {
      int[] label = {LABELS[i]};
      Dataset one = Dataset.ofLabels(new double[][] {INPUTS[i]}, label, 3);
      double alone = untrained(TrainingRun.of(spec(), Split.of(one))).trainingLoss();
      expected += ofClass[LABELS[i]] * alone / LABELS.length;
    }
    assertThat(untrained.trainingLoss()).isEqualTo(expected, within(1e-14 * expected));
    assertThat(untrained.trainingAccuracy()).isEqualTo(unweighted.trainingAccuracy());
  }

  @Test
  void twoClassesMayHaveOneOutput() {
    Dataset data = Dataset.ofTargets(INPUTS, new double[][] {{0}, {1}, {0}, {0}, {0}});
    TrainingSpec spec =
        Runs.xor().epochs(3).spec().withClassWeights(new ClassWeights.Given(List.of(1.0, 4.0)));
    TrainingRun run = TrainingRun.of(spec, Split.of(data));
    while (run.hasNext()) {
      run.next();
    }
    assertThat(run.stopReason()).isEqualTo(StopReason.COMPLETED);
  }

  @Test
  void refusesWhatDoesNotFitTheClasses() {
    refuses(new ClassWeights.Given(List.of(1.0, 1.0)), data(), "has 2 numbers, but there are 3");
    refuses(
        new ClassWeights.Balanced(),
        Dataset.ofTargets(INPUTS, new double[][] {{0.1}, {1}, {0.5}, {0}, {0}}),
        "are for classes, but the targets are numbers");
    refuses(
        new ClassWeights.Balanced(),
        Dataset.ofLabels(INPUTS, LABELS, 4),
        "cannot be balanced: class 3 has no sample in the training part");
    ClassWeights.requireFit(
        new ClassWeights.Given(List.of(1.0, 1.0, 1.0, 1.0)), Dataset.ofLabels(INPUTS, LABELS, 4));
  }

  private static void refuses(ClassWeights weights, Dataset data, String why) {
    assertThatExceptionOfType(InvalidSpec.class)
        .isThrownBy(() -> ClassWeights.requireFit(weights, data))
        .satisfies(
            refused -> {
              assertThat(refused.faults().get(0).pointer()).isEqualTo("/classWeights");
              assertThat(refused.faults().get(0).detail()).contains(why);
            });
  }

  static Stream<Arguments> costs() {
    return Stream.of(
        Arguments.of(Cost.CATEGORICAL_CROSS_ENTROPY, new Softmax()),
        Arguments.of(Cost.CATEGORICAL_CROSS_ENTROPY, Elementwise.SIGMOID),
        Arguments.of(Cost.BINARY_CROSS_ENTROPY, Elementwise.SIGMOID),
        Arguments.of(Cost.BINARY_CROSS_ENTROPY, new Softmax()),
        Arguments.of(Cost.QUADRATIC, Elementwise.TANH),
        Arguments.of(Cost.MEAN_SQUARED_ERROR, Elementwise.LINEAR),
        Arguments.of(Cost.MEAN_ABSOLUTE_ERROR, Elementwise.SIGMOID));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void theGradientIsThatOfTheWeightedCost(Cost cost, Activation output) {
    Network network = network(output);
    Workspace pass = pass(network);
    differentiate(network, cost, pass);
    double[] numeric = new double[inOrder(network, pass.gradient()).length];
    Parameters moved = network.parameters();
    int k = 0;
    for (Matrix part : moved.trained(network.spec())) {
      for (int i = 0; i < part.rows(); i++) {
        for (int j = 0; j < part.columns(); j++) {
          double at = part.at(i, j);
          part.set(i, j, at + APART);
          double above = loss(network, cost, pass);
          part.set(i, j, at - APART);
          double below = loss(network, cost, pass);
          part.set(i, j, at);
          numeric[k++] = (above - below) / (2 * APART);
        }
      }
    }
    close(numeric, inOrder(network, pass.gradient()));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void theHessianIsThatOfTheWeightedCost(Cost cost, Activation output) {
    Network network = network(output);
    Workspace pass = pass(network);
    Parameters direction = Parameters.initial(network.spec(), 9);
    Parameters product = Parameters.zeros(network.spec());
    differentiate(network, cost, pass);
    new HessianProduct(network, cost, pass, 0).apply(direction, product);
    double[] above = gradientAt(APART, direction, network, cost);
    double[] below = gradientAt(-APART, direction, network, cost);
    double[] numeric = new double[above.length];
    for (int k = 0; k < numeric.length; k++) {
      numeric[k] = (above[k] - below[k]) / (2 * APART);
    }
    close(numeric, inOrder(network, product));
  }

  private static double[] gradientAt(
      double distance, Parameters direction, Network network, Cost cost) {
    Parameters moved = network.parameters().copy();
    List<Matrix> parts = moved.trained(network.spec());
    List<Matrix> directions = direction.trained(network.spec());
    for (int k = 0; k < parts.size(); k++) {
      parts.get(k).add(distance, directions.get(k));
    }
    Network there = new Network(network.spec(), moved);
    Workspace pass = pass(there);
    differentiate(there, cost, pass);
    return inOrder(there, pass.gradient());
  }

  private static void close(double[] numeric, double[] analytic) {
    double largest = 0;
    for (double each : analytic) {
      largest = Math.max(largest, Math.abs(each));
    }
    assertThat(numeric).hasSameSizeAs(analytic);
    for (int k = 0; k < numeric.length; k++) {
      assertThat(numeric[k]).as("%d", k).isEqualTo(analytic[k], within(DIFFERENCE * largest));
    }
  }

  private static double[] inOrder(Network network, Parameters parameters) {
    List<Double> all = new ArrayList<>();
    for (Matrix part : parameters.trained(network.spec())) {
      for (int i = 0; i < part.rows(); i++) {
        for (int j = 0; j < part.columns(); j++) {
          all.add(part.at(i, j));
        }
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Workspace pass(Network network) {
    Workspace pass = Workspace.of(network.spec(), INPUTS.length);
    pass.inputs().set(Matrix.ofSamples(INPUTS));
    pass.targets().set(data().targets().toMatrix(0, INPUTS.length));
    pass.weigh(WEIGHTS);
    return pass;
  }

  private static void differentiate(Network network, Cost cost, Workspace pass) {
    ForwardPass.run(network, pass);
    BackPropagation.run(network, cost, pass);
  }

  private static double loss(Network network, Cost cost, Workspace pass) {
    ForwardPass.run(network, pass);
    return Loss.of(network, cost, pass);
  }

  private static Network network(Activation output) {
    return Network.initial(
        new NetworkSpec(2, List.of(LayerSpec.of(4, Elementwise.TANH), LayerSpec.of(3, output))), 3);
  }

  private static Dataset data() {
    return Dataset.ofLabels(INPUTS, LABELS, 3);
  }

  private static TrainingSpec spec() {
    return Runs.xor()
        .network(network(new Softmax()).spec())
        .cost(Cost.CATEGORICAL_CROSS_ENTROPY)
        .batchSize(2)
        .epochs(4)
        .spec();
  }

  private static TrainingRun run(TrainingSpec spec) {
    TrainingRun run = TrainingRun.of(spec, Split.of(data()));
    while (run.hasNext()) {
      run.next();
    }
    return run;
  }

  private static EpochEnd untrained(TrainingRun run) {
    TrainingEvent event = run.next();
    while (!(event instanceof EpochEnd)) {
      event = run.next();
    }
    return (EpochEnd) event;
  }

  private static double[] numbers(TrainingRun run) {
    return numbers(run.network().parameters());
  }

  private static double[] numbers(Parameters parameters) {
    return parameters.layers().stream()
        .flatMap(layer -> Stream.of(layer.weights(), layer.biases()))
        .flatMapToDouble(part -> Arrays.stream(part.toArray()))
        .toArray();
  }

  @Test
  void goesOnWithTheSameBits() {
    TrainingSpec spec =
        spec()
            .withClassWeights(new ClassWeights.Balanced())
            .withL1(0.01)
            .withClipping(new Clipping(0.5, 0.3, Clipping.Scope.LAYER))
            .withMaxNorm(0.8)
            .withOptimizer(new Optimizer.Adam(0.05, 0.9, 0.999, 1e-7));
    double[] whole = numbers(run(spec));
    TrainingRun first = TrainingRun.of(spec, Split.of(data()));
    for (int i = 0; i < 6; i++) {
      first.next();
    }
    TrainingRun second = TrainingRun.of(spec, Split.of(data()), first.checkpoint());
    while (second.hasNext()) {
      second.nextObserved();
    }
    assertThat(numbers(second)).isEqualTo(whole);
  }
}
