package dev.gradtrace.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.GradientProbe;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MeanFieldForecastTest {

  private static final int WIDTH = 100;
  private static final int HIDDEN = 20;
  private static final int SAMPLES = 20;
  private static final int SEEDS = 10;

  private static final Initializer NO_BIAS = Initializer.Constant.ZEROS;

  static List<Arguments> initializations() {
    return List.of(
        Arguments.of(
            Elementwise.SIGMOID, VarianceScaling.LECUN_NORMAL, new Initializer.Normal(0, 1)),
        Arguments.of(Elementwise.SIGMOID, VarianceScaling.GLOROT_UNIFORM, NO_BIAS),
        Arguments.of(Elementwise.TANH, VarianceScaling.GLOROT_NORMAL, NO_BIAS),
        Arguments.of(Elementwise.TANH, new Initializer.Normal(0, 0.05), NO_BIAS),
        Arguments.of(Elementwise.RELU, VarianceScaling.HE_NORMAL, NO_BIAS),
        Arguments.of(Elementwise.RELU, VarianceScaling.GLOROT_UNIFORM, NO_BIAS));
  }

  /**
   * As a factor of ‖δ‖ per layer within 5 %, since a relative bound of a slope of 0 is meaningless;
   * if the gradient decays, the slope also within 5 % after the correction for width.
   */
  @ParameterizedTest
  @MethodSource("initializations")
  void isWithinFivePercentOfWhatIsMeasured(
      Elementwise activation, Initializer weights, Initializer biases) {
    NetworkSpec spec = network(activation, weights, biases);
    Matrix inputs = Matrix.zeros(WIDTH, SAMPLES);
    inputs.fillWith(RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0)::gaussian);
    double measured =
        IntStream.range(0, SEEDS)
            .mapToDouble(seed -> slope(spec, seed, inputs))
            .average()
            .orElseThrow();
    MeanFieldForecast forecast =
        MeanFieldForecast.of(spec, MeanFieldInputs.of(inputs, Mode.TRAINING));
    assertThat(Math.pow(10, forecast.slopes().perLayer() - measured)).isCloseTo(1, within(0.05));
    if (Math.abs(measured) > 0.02) {
      assertThat(forecast.slopes().perLayerFiniteWidth() / measured).isCloseTo(1, within(0.05));
    }
  }

  @Test
  void knowsTheSigmoidOfTheQuestion() {
    MeanFieldForecast forecast =
        MeanFieldForecast.of(
            network(
                Elementwise.SIGMOID, VarianceScaling.LECUN_NORMAL, new Initializer.Normal(0, 1)),
            MeanFieldInputs.of(0, 1));
    double chi = forecast.layers().get(HIDDEN - 2).chi();
    assertThat(Math.sqrt(chi)).isCloseTo(0.2048, within(5e-5));
    assertThat(forecast.phase()).isNotNull();
    assertThat(forecast.phase().regime()).isEqualTo(Phase.Regime.ORDERED);
    assertThat(forecast.phase().depthScale()).isCloseTo(-1 / Math.log(chi), within(1e-9));
  }

  @Test
  void knowsTheEdgeOfChaos() {
    assertThat(regime(VarianceScaling.GLOROT_NORMAL)).isEqualTo(Phase.Regime.CRITICAL);
    assertThat(regime(new Initializer.Normal(0, 0.05))).isEqualTo(Phase.Regime.ORDERED);
    assertThat(regime(new Initializer.Normal(0, 0.2))).isEqualTo(Phase.Regime.CHAOTIC);
  }

  @Test
  void hasNoPhaseWithoutHiddenLayers() {
    NetworkSpec shallow = new NetworkSpec(3, List.of(LayerSpec.of(2, Elementwise.SIGMOID)));
    MeanFieldForecast forecast = MeanFieldForecast.of(shallow, MeanFieldInputs.of(0, 1));
    assertThat(forecast.phase()).isNull();
    assertThat(forecast.slopes().perLayer()).isNaN();
  }

  private static Phase.Regime regime(Initializer weights) {
    Phase phase =
        MeanFieldForecast.of(network(Elementwise.TANH, weights, NO_BIAS), MeanFieldInputs.of(0, 1))
            .phase();
    assertThat(phase).isNotNull();
    return phase.regime();
  }

  private static double slope(NetworkSpec spec, long seed, Matrix inputs) {
    return GradientProbe.of(
            Network.initial(spec, seed), Cost.QUADRATIC, inputs, Matrix.zeros(1, SAMPLES))
        .statistics()
        .slopePerLayer();
  }

  private static NetworkSpec network(
      Elementwise activation, Initializer weights, Initializer biases) {
    List<LayerSpec> layers =
        new ArrayList<>(
            Collections.nCopies(HIDDEN, new LayerSpec(WIDTH, activation, weights, biases, true)));
    layers.add(new LayerSpec(1, Elementwise.LINEAR, weights, biases, true));
    return new NetworkSpec(WIDTH, layers);
  }
}
