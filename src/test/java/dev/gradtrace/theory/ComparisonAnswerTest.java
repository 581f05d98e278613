package dev.gradtrace.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonAnswerTest {

  private static final List<Cost> THE_QUESTION = List.of(Cost.QUADRATIC, Cost.BINARY_CROSS_ENTROPY);

  @Test
  void oneOutputAndOneSampleScaleEveryLayerByOneFactor() {
    CostComparison comparison = compare(network(2, Elementwise.SIGMOID, 3, sigmoid(1)), 1);
    double factor = comparison.differences().get(0).outputFactor();
    assertThat(comparison.differences().get(0).layers())
        .allSatisfy(
            layer -> {
              assertThat(layer.normRatio() / factor).isBetween(1 - 1e-12, 1 + 1e-12);
              assertThat(layer.cosine()).isBetween(1 - 1e-12, 1.0);
            });
    assertThat(comparison.answer())
        .startsWith("Yes, by one factor: from quadratic to binary cross entropy")
        .contains(
            "every layer",
            "Binary cross entropy cancels the output's σ′(z)",
            "learning rate",
            "The decay does not change");
  }

  @Test
  void oneOutputAndManySamplesWeighTheSamplesAnew() {
    CostComparison comparison = compare(network(2, Elementwise.SIGMOID, 3, sigmoid(1)), 5);
    assertThat(comparison.differences().get(0).layers().get(0).cosine()).isLessThan(1 - 1e-9);
    assertThat(comparison.answer())
        .startsWith("Yes, the earlier layers change too")
        .contains(
            "Binary cross entropy cancels the output's σ′(z), quadratic does not",
            "one factor for each sample",
            "within a sample every layer keeps its direction");
  }

  @Test
  void manyOutputsTurnTheEarlierLayersEvenForOneSample() {
    CostComparison comparison = compare(network(2, Elementwise.SIGMOID, 3, sigmoid(4)), 1);
    assertThat(comparison.differences().get(0).layers().get(0).cosine()).isLessThan(1 - 1e-9);
    assertThat(comparison.answer())
        .contains("Each of the 4 outputs of each sample gets a factor of its own");
  }

  @Test
  void aWrongSaturatedOutputGainsMost() {
    LayerSpec output =
        new LayerSpec(
            1, Elementwise.SIGMOID, Initializer.Constant.ONES, new Initializer.Constant(20), true);
    CostComparison comparison =
        CostComparison.of(
            Network.initial(new NetworkSpec(1, List.of(output)), 0),
            THE_QUESTION,
            Matrix.ofRows(new double[][] {{-20, 0}}),
            Matrix.ofRows(new double[][] {{1, 0}}));
    assertThat(comparison.answer())
        .startsWith("There are no earlier layers")
        .contains(
            "Sample 1, wrong by 1, gains most: its ‖δ‖ is 2.06e-09 under quadratic and 1 under");
  }

  @Test
  void rectifiersLeaveTheDecayToTheWeights() {
    NetworkSpec spec = network(20, Elementwise.RELU, 50, sigmoid(1));
    assertThat(compare(spec, 5).answer())
        .contains(
            "The decay does not change",
            "its σ′ is 1: what is left of the decay is of the weights");
  }

  @Test
  void aHundredSigmoidLayersDecayUnderEitherCost() {
    CostComparison comparison = compare(network(100, Elementwise.SIGMOID, 30, sigmoid(10)), 5);
    assertThat(comparison.differences().get(0).slopeDifference()).isBetween(-0.01, 0.01);
    assertThat(comparison.differences().get(0).layers())
        .allSatisfy(layer -> assertThat(layer.normRatio()).isBetween(1.0, 20.0));
    assertThat(comparison.answer())
        .contains(
            "The decay does not change: with each of the 100 hidden layers towards the input δ"
                + " shrinks");
  }

  @Test
  void theDecayOfANormalisedNetworkIsTheNormalisationsToo() {
    LayerSpec hidden = layer(30, Elementwise.SIGMOID).withNormalization(LayerNorm.DEFAULT);
    CostComparison comparison = compare(network(20, hidden, sigmoid(10)), 5);
    assertThat(comparison.answer())
        .contains(
            "The decay does not change",
            "because W, σ′(u) and the normalisations on the way are the same",
            "The normalisations divide δ by the spread of z that they take away")
        .doesNotContain("skips");
  }

  @Test
  void skipsCarryTheGradientPastTheBranches() {
    LayerSpec hidden = layer(30, Elementwise.RELU);
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(21, hidden));
    layers.add(sigmoid(1));
    List<ResidualBlock> blocks =
        IntStream.rangeClosed(1, 10)
            .mapToObj(k -> ResidualBlock.plain(2 * k, 2 * k + 1, 0.5))
            .toList();
    CostComparison comparison = compare(new NetworkSpec(2, layers, blocks, null, 0), 5);
    Statistics baseline = comparison.baseline().statistics();
    double decades = baseline.blockInputGradientLog10(1) - baseline.blockOutputGradientLog10(10);
    String answer = comparison.answer();
    assertThat(answer)
        .contains(
            "W, σ′(z) and the skips on the way are the same",
            "what is left of the decay is of the weights and the skips",
            "over the 10 residual blocks ‖∂C/∂x‖ is multiplied by ");
    Matcher factor = Pattern.compile("is multiplied by ([0-9.]+)\\.$").matcher(answer);
    assertThat(factor.find()).isTrue();
    assertThat(Math.log10(Double.parseDouble(factor.group(1)))).isCloseTo(decades, within(0.01));
  }

  @Test
  void batchNormalisationMixesTheSamplesOfASingleOutput() {
    LayerSpec hidden = layer(5, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT);
    assertThat(compare(network(2, hidden, sigmoid(1)), 5).answer())
        .contains("one factor for each sample", "Batch normalisation mixes the samples")
        .doesNotContain("every layer keeps its direction");
  }

  @Test
  void softmaxIsCancelledByItsOwnCost() {
    LayerSpec output = LayerSpec.of(3, new Softmax());
    Network network = Network.initial(network(2, Elementwise.TANH, 4, output), 1);
    CostComparison comparison =
        CostComparison.of(
            network,
            List.of(Cost.CATEGORICAL_CROSS_ENTROPY, Cost.QUADRATIC),
            inputs(4),
            Matrix.ofSamples(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));
    assertThat(comparison.answer())
        .contains(
            "Categorical cross entropy cancels softmax's Jacobian diag(a) − a·aᵀ, quadratic does"
                + " not");
  }

  @Test
  void costsThatDifferInAConstantFactorAreALearningRate() {
    Network network =
        Network.initial(network(2, Elementwise.TANH, 4, LayerSpec.of(4, Elementwise.LINEAR)), 1);
    CostComparison comparison =
        CostComparison.of(
            network,
            List.of(Cost.QUADRATIC, Cost.MEAN_SQUARED_ERROR),
            inputs(5),
            Matrix.zeros(4, 5));
    assertThat(comparison.answer())
        .contains("every layer is multiplied by 0.5", "learning rate 0.5 times as large");
  }

  @Test
  void theSameCostTwiceChangesNothing() {
    NetworkSpec spec = network(2, Elementwise.SIGMOID, 3, sigmoid(2));
    CostComparison comparison =
        CostComparison.of(
            Network.initial(spec, 1),
            List.of(Cost.QUADRATIC, Cost.QUADRATIC),
            inputs(3),
            Matrix.zeros(2, 3));
    assertThat(comparison.answer())
        .startsWith(
            "No: on this batch quadratic has the same gradient as quadratic in every layer.");
  }

  @Test
  void aGradientOfExactlyZeroIsCalledThat() {
    NetworkSpec spec = network(2, Elementwise.RELU, 3, LayerSpec.of(1, new Softmax()));
    CostComparison comparison =
        CostComparison.of(
            Network.initial(spec, 1),
            List.of(Cost.QUADRATIC, Cost.CATEGORICAL_CROSS_ENTROPY),
            inputs(3),
            Matrix.ofRows(new double[][] {{1, 1, 1}}));
    assertThat(comparison.answer()).contains("exactly zero in every layer");
  }

  private static CostComparison compare(NetworkSpec spec, int samples) {
    return CostComparison.of(
        Network.initial(spec, 1),
        THE_QUESTION,
        inputs(samples),
        Matrix.zeros(spec.outputs(), samples));
  }

  private static Matrix inputs(int samples) {
    double[][] rows = new double[samples][];
    for (int j = 0; j < samples; j++) {
      rows[j] = new double[] {0.5 * j - 1, 1.5 - j};
    }
    return Matrix.ofSamples(rows);
  }

  private static LayerSpec sigmoid(int units) {
    return layer(units, Elementwise.SIGMOID);
  }

  private static LayerSpec layer(int units, Activation activation) {
    return new LayerSpec(
        units,
        activation,
        Initializer.VarianceScaling.LECUN_NORMAL,
        new Initializer.Normal(0, 1),
        true);
  }

  private static NetworkSpec network(
      int hidden, Activation activation, int units, LayerSpec output) {
    return network(hidden, layer(units, activation), output);
  }

  private static NetworkSpec network(int times, LayerSpec hidden, LayerSpec output) {
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(times, hidden));
    layers.add(output);
    return new NetworkSpec(2, layers);
  }
}
