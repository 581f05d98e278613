package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.check.GradientCheck;
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
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Normalisation, dropout and residual blocks at every place, in both modes. */
class SignalOperationsTest {

  private static final int SAMPLES = 7;

  /** Resolution of a fourth-order difference of step 2⁻¹¹ in a network of this size. */
  private static final double FINITE_DIFFERENCE = 1e-7;

  private static final double ROUNDING = 1e-12;

  static Stream<Arguments> networks() {
    List<Arguments> networks = new ArrayList<>();
    for (Normalization kind : List.of(BatchNorm.DEFAULT, LayerNorm.DEFAULT, RmsNorm.DEFAULT)) {
      for (Position position : Position.values()) {
        for (ResidualBlock.Position around : ResidualBlock.Position.values()) {
          for (Mode mode : Mode.values()) {
            networks.add(
                Arguments.of(
                    kind.label() + " " + position + " " + around,
                    network(kind, position, around),
                    mode));
          }
        }
      }
    }
    return networks.stream();
  }

  /** Normalised inputs, a block from layer 1, a layer with all parts, two blocks, the output. */
  private static NetworkSpec network(
      Normalization kind, Position position, ResidualBlock.Position around) {
    LayerNormalization own = new LayerNormalization(kind, position);
    LayerSpec tanh = LayerSpec.of(5, Elementwise.TANH);
    return new NetworkSpec(
        4,
        List.of(
            LayerSpec.of(4, Elementwise.SIGMOID),
            tanh.withNormalization(own).withDropout(0.3),
            tanh,
            LayerSpec.of(5, Elementwise.LINEAR).withNormalization(own),
            LayerSpec.of(5, Elementwise.SILU).withDropout(0.2),
            new LayerSpec(
                3,
                new Softmax(),
                LayerSpec.of(3, Elementwise.LINEAR).weightInitializer(),
                LayerSpec.of(3, Elementwise.LINEAR).biasInitializer(),
                true,
                new LayerNormalization(kind, Position.BEFORE_ACTIVATION),
                0)),
        List.of(
            new ResidualBlock(1, 1, 0.7, kind, around),
            new ResidualBlock(3, 4, 0.5, kind, around),
            new ResidualBlock(5, 5, -1.5, kind, around)),
        kind,
        0.1);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientAgreesWithFiniteDifferences(String name, NetworkSpec spec, Mode mode) {
    assertThat(GradientCheck.of(look(spec, mode), 3).maxRelativeError())
        .isLessThan(FINITE_DIFFERENCE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gainsAddUpToTheGradientOfEveryLayer(String name, NetworkSpec spec, Mode mode) {
    Statistics statistics = look(spec, mode).statistics();
    double sum = statistics.costGradientLog10();
    for (int l = spec.depth(); l >= 1; l--) {
      if (l < spec.depth()) {
        sum += statistics.get(l, Metric.WEIGHT_GAIN_LOG10);
        sum += statistics.get(l, Metric.JUNCTION_GAIN_LOG10);
      }
      sum += statistics.get(l, Metric.ACTIVATION_GAIN_LOG10);
      double normalization = statistics.get(l, Metric.NORMALIZATION_GAIN_LOG10);
      sum += Double.isNaN(normalization) ? 0 : normalization;
      assertThat(statistics.get(l, Metric.DELTA_LOG10))
          .as("log10 of delta of layer %d", l)
          .isCloseTo(sum, within(ROUNDING));
    }
  }

  private static GradientProbe look(NetworkSpec spec, Mode mode) {
    RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
    Parameters parameters = Parameters.initial(spec, 11);
    parameters
        .trained(spec)
        .forEach(matrix -> matrix.add(0.3, gaussian(matrix.rows(), matrix.columns(), random)));
    Matrix inputs = gaussian(spec.inputs(), SAMPLES, random);
    Matrix targets = Matrix.zeros(spec.outputs(), SAMPLES);
    for (int j = 0; j < SAMPLES; j++) {
      targets.set(j % spec.outputs(), j, 1);
    }
    return GradientProbe.of(
        new Network(spec, parameters), Cost.CATEGORICAL_CROSS_ENTROPY, inputs, targets, mode, 9);
  }

  private static Matrix gaussian(int rows, int columns, RandomStream random) {
    Matrix matrix = Matrix.zeros(rows, columns);
    matrix.fillWith(random::gaussian);
    return matrix;
  }
}
