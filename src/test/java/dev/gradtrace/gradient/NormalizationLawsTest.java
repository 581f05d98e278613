package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of gradients through normalisation, dropout and skips, and degenerate inputs. */
class NormalizationLawsTest {

  /** For sums that are 0, relative to their terms. */
  private static final double ROUNDING = 1e-12;

  private static final int INPUTS = 6;
  private static final int UNITS = 5;
  private static final int OUTPUTS = 3;

  private static BatchNorm batchNorm(double epsilon) {
    return new BatchNorm(0.9, epsilon, true, true, MovingVariance.POPULATION);
  }

  private static Stream<Normalization> kinds() {
    return Stream.of(batchNorm(0), new LayerNorm(0, true, true), new RmsNorm(0, true));
  }

  private static NetworkSpec hidden(Normalization kind, Position position, boolean useBias) {
    LayerSpec plain = LayerSpec.of(UNITS, Elementwise.TANH);
    LayerSpec layer =
        new LayerSpec(
            UNITS,
            Elementwise.TANH,
            plain.weightInitializer(),
            plain.biasInitializer(),
            useBias,
            new LayerNormalization(kind, position),
            0);
    return new NetworkSpec(
        INPUTS, List.of(layer, layer, LayerSpec.of(OUTPUTS, Elementwise.SIGMOID)));
  }

  private static Matrix gaussian(int rows, int samples, double scale) {
    RandomStream random = RandomStream.of(17, Purpose.GENERATOR, rows);
    Matrix matrix = Matrix.zeros(rows, samples);
    matrix.fillWith(() -> scale * random.gaussian());
    return matrix;
  }

  private static Workspace pass(NetworkSpec spec, Matrix inputs) {
    Parameters parameters = Parameters.initial(spec, 3);
    RandomStream random = RandomStream.of(23, Purpose.GENERATOR, 0);
    parameters
        .trained(spec)
        .forEach(
            matrix -> {
              Matrix noise = Matrix.zeros(matrix.rows(), matrix.columns());
              noise.fillWith(random::gaussian);
              matrix.add(0.2, noise);
            });
    return pass(new Network(spec, parameters), inputs);
  }

  private static Workspace pass(Network network, Matrix inputs) {
    Workspace pass = Workspace.of(network.spec(), inputs.columns());
    pass.inputs().set(inputs);
    for (int j = 0; j < inputs.columns(); j++) {
      pass.targets().set(j % network.spec().outputs(), j, 1);
    }
    pass.drawMasks(4, 1);
    ForwardPass.run(network, pass);
    assertThat(Loss.of(network, Cost.BINARY_CROSS_ENTROPY, pass)).isFinite();
    BackPropagation.run(network, Cost.BINARY_CROSS_ENTROPY, pass);
    return pass;
  }

  @ParameterizedTest
  @CsvSource({"0,2", "0,3", "0,50", "0.001,2", "0.001,7", "1,3"})
  void aBiasBeforeABatchNormHasNoGradient(double epsilon, int samples) {
    NetworkSpec spec = hidden(batchNorm(epsilon), Position.BEFORE_ACTIVATION, true);
    Workspace pass = pass(spec, gaussian(INPUTS, samples, 1));
    for (int l = 1; l <= 2; l++) {
      double terms = pass.layer(l).logitGradient().maxAbs();
      assertThat(pass.gradient().biases(l).maxAbs())
          .as("∂C/∂b of layer %d", l)
          .isLessThanOrEqualTo(ROUNDING * terms);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 50})
  void theWeightsOfAUnitBeforeABatchNormAreOrthogonalToTheirGradient(int samples) {
    NetworkSpec spec = hidden(batchNorm(0), Position.BEFORE_ACTIVATION, true);
    Parameters parameters = Parameters.initial(spec, 3);
    Workspace pass = pass(new Network(spec, parameters), gaussian(INPUTS, samples, 1));
    for (int l = 1; l <= 2; l++) {
      double[][] weights = parameters.weights(l).toRows();
      double[][] gradient = pass.gradient().weights(l).toRows();
      for (int i = 0; i < UNITS; i++) {
        double along = 0;
        double terms = 0;
        for (int k = 0; k < weights[i].length; k++) {
          along += weights[i][k] * gradient[i][k];
          terms += Math.abs(weights[i][k] * gradient[i][k]);
        }
        assertThat(Math.abs(along))
            .as("w·∂C/∂w of unit %d of layer %d", i, l)
            .isLessThanOrEqualTo(ROUNDING * terms);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-5, 0.001, 1})
  void deltasBehindALayerNormSumToZeroInEverySample(double epsilon) {
    NetworkSpec spec = hidden(new LayerNorm(epsilon, true, true), Position.BEFORE_ACTIVATION, true);
    Workspace pass = pass(spec, gaussian(INPUTS, 7, 1));
    for (int l = 1; l <= 2; l++) {
      Matrix delta = pass.layer(l).delta();
      for (int j = 0; j < delta.columns(); j++) {
        assertThat(Math.abs(delta.columnSum(j)))
            .as("Σ δ of sample %d in layer %d", j, l)
            .isLessThanOrEqualTo(ROUNDING * delta.columnNorm(j));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theWeightsOfANormalisedLayerWithoutBiasesAreOrthogonalToTheirGradient(Normalization kind) {
    NetworkSpec spec = hidden(kind, Position.BEFORE_ACTIVATION, false);
    Parameters parameters = Parameters.initial(spec, 3);
    Workspace pass = pass(new Network(spec, parameters), gaussian(INPUTS, 9, 1));
    for (int l = 1; l <= 2; l++) {
      Matrix gradient = pass.gradient().weights(l);
      assertThat(Math.abs(parameters.weights(l).dot(gradient)))
          .as("Σ W∘∂C/∂W of layer %d", l)
          .isLessThanOrEqualTo(ROUNDING * parameters.weights(l).norm() * gradient.norm());
    }
  }

  static Stream<Arguments> scales() {
    return kinds()
        .flatMap(
            kind ->
                Stream.of(-1020, -900, -664, -300, 300, 664, 900, 1015)
                    .map(exponent -> Arguments.of(kind, exponent)));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void aNormWithoutEpsilonForgetsTheScaleOfASignal(Normalization kind, int exponent) {
    NetworkSpec spec =
        new NetworkSpec(
            INPUTS, List.of(LayerSpec.of(OUTPUTS, Elementwise.SIGMOID)), List.of(), kind, 0);
    Matrix inputs = gaussian(INPUTS, 7, 1);
    Workspace ordinary = pass(spec, inputs);
    Matrix scaled = inputs.copy();
    scaled.scaleByPowerOfTwo(exponent);
    Workspace far = pass(spec, scaled);
    assertThat(far.output().a().distance(ordinary.output().a())).isLessThan(ROUNDING);
    assertThat(far.gradient().weights(1).distance(ordinary.gradient().weights(1)))
        .isLessThan(ROUNDING);
    Signal input = far.entrance().from();
    Signal unscaled = ordinary.entrance().from();
    assertThat(Math.log(input.measuredNorm()) / Math.log(2) + input.exponent())
        .as("log2 of ∂C/∂x")
        .isCloseTo(
            Math.log(unscaled.measuredNorm()) / Math.log(2) + unscaled.exponent() - exponent,
            within(1e-9));
  }

  @Test
  void aBatchOfOneBecomesBetaUnderABatchNormAndPassesNothingBack() {
    for (double epsilon : new double[] {0, 0.001}) {
      NetworkSpec spec = hidden(batchNorm(epsilon), Position.BEFORE_ACTIVATION, true);
      Network network = new Network(spec, Parameters.initial(spec, 3));
      Workspace pass = pass(network, gaussian(INPUTS, 1, 1));
      assertThat(pass.layer(1).u().maxAbs()).isZero();
      assertThat(pass.layer(2).delta().maxAbs()).isZero();
      assertThat(pass.gradient().weights(2).maxAbs()).isZero();
      assertThat(pass.gradient().weights(3).maxAbs()).isZero();
      assertThat(pass.gradient().biases(3).maxAbs()).isPositive();
    }
  }

  /** Constant over the batch, constant over the units, all 0, huge, tiny, and mixtures. */
  private static List<Matrix> degenerateInputs() {
    List<Matrix> all = new ArrayList<>();
    for (int samples : new int[] {1, 2, 3, 7}) {
      for (double value : new double[] {0, 0.1, 1.0 / 3, 1e200, 1e-200, 1e308, 5e-324}) {
        Matrix constant = Matrix.zeros(INPUTS, samples);
        constant.fill(value);
        all.add(constant);
        Matrix mixed = gaussian(INPUTS, samples, 1);
        for (int j = 0; j < samples; j++) {
          mixed.set(0, j, value);
          mixed.set(1, j, j == 0 ? value : -value / 3);
        }
        all.add(mixed);
        all.add(gaussian(INPUTS, samples, value / 8));
      }
    }
    return all;
  }

  static Stream<Arguments> degenerate() {
    return Stream.of(0.0, 0.001, 1e-320)
        .flatMap(
            epsilon ->
                Stream.of(
                        batchNorm(epsilon),
                        new LayerNorm(epsilon, true, true),
                        new RmsNorm(epsilon, true))
                    .flatMap(
                        kind ->
                            Stream.of(Position.values())
                                .map(position -> Arguments.of(kind, position))));
  }

  @ParameterizedTest
  @MethodSource("degenerate")
  void degenerateSignalsGiveNumbers(Normalization kind, Position position) {
    LayerNormalization own = new LayerNormalization(kind, position);
    LayerSpec relu = LayerSpec.of(UNITS, Elementwise.RELU).withNormalization(own);
    NetworkSpec spec =
        new NetworkSpec(
            INPUTS,
            List.of(
                relu.withDropout(0.9),
                relu,
                LayerSpec.of(UNITS, Elementwise.LINEAR),
                LayerSpec.of(OUTPUTS, Elementwise.SIGMOID)),
            List.of(new ResidualBlock(2, 3, 0.5, kind, ResidualBlock.Position.BEFORE)),
            kind,
            0.5);
    for (Matrix inputs : degenerateInputs()) {
      Workspace pass = pass(spec, inputs);
      pass.gradient()
          .trained(spec)
          .forEach(
              matrix ->
                  assertThat(matrix.isFinite())
                      .as("gradient of %d samples of %s, …", inputs.columns(), inputs.at(0, 0))
                      .isTrue());
      Parameters moved = Parameters.initial(spec, 3);
      pass.updateMovingStatistics(moved);
      pass.updateMovingStatistics(moved);
      moved.matrices().forEach(matrix -> assertThat(matrix.isFinite()).isTrue());
      assertInferenceIsFinite(spec, moved, inputs);
    }
  }

  private static void assertInferenceIsFinite(NetworkSpec spec, Parameters moved, Matrix inputs) {
    Workspace pass = Workspace.of(spec, inputs.columns(), Mode.INFERENCE);
    pass.inputs().set(inputs);
    ForwardPass.run(new Network(spec, moved), pass);
    assertThat(pass.output().a().isFinite()).isTrue();
  }

  @Test
  void aMaskMayTakeWholeLayers() {
    LayerSpec layer = LayerSpec.of(UNITS, Elementwise.SIGMOID).withDropout(0.999);
    NetworkSpec spec =
        new NetworkSpec(INPUTS, List.of(layer, LayerSpec.of(OUTPUTS, Elementwise.SIGMOID)));
    Workspace pass = pass(spec, gaussian(INPUTS, 3, 1));
    assertThat(pass.layer(1).a().maxAbs()).isZero();
    assertThat(pass.gradient().weights(1).maxAbs()).isZero();
    assertThat(pass.gradient().biases(2).maxAbs()).isPositive();
    Statistics statistics = new Statistics(spec);
    statistics.measure(
        new Network(spec, Parameters.initial(spec, 3)), Cost.BINARY_CROSS_ENTROPY, pass);
    assertThat(statistics.get(1, Metric.SAMPLE_COSINE)).isNaN();
    assertThat(statistics.get(2, Metric.DELTA_LOG10)).isFinite();
  }

  @Test
  void aSkipCarriesTheGradientPastLayersWhereItIsBelowAllDoubles() {
    LayerSpec sigmoid = LayerSpec.of(UNITS, Elementwise.SIGMOID);
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(1001, sigmoid));
    layers.set(1000, LayerSpec.of(OUTPUTS, Elementwise.SIGMOID));
    NetworkSpec spec =
        new NetworkSpec(UNITS, layers, List.of(ResidualBlock.plain(1, 1000, 1)), null, 0);
    Workspace pass = pass(spec, gaussian(UNITS, 4, 1));
    Statistics statistics = new Statistics(spec);
    statistics.measure(
        new Network(spec, Parameters.initial(spec, 3)), Cost.BINARY_CROSS_ENTROPY, pass);
    assertThat(statistics.get(1, Metric.DELTA_LOG10)).isBetween(-2000.0, -330.0);
    assertThat(statistics.blockInputGradientLog10(1))
        .isEqualTo(statistics.blockOutputGradientLog10(1));
  }
}
