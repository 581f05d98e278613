package dev.gradtrace.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forecasts agree with measured gradients, means over three seeds. */
class MeasuredForecastTest {

  private static final int WIDTH = 128;
  private static final int SAMPLES = 100;
  private static final int HIDDEN = 20;

  /** Deviation due to finite width and batches of at least 100, in decades per layer. */
  private static final double PER_LAYER = 0.02;

  private static Activation activation(String name) {
    return name.equals("ELU") ? new Elu(Elu.DEFAULT_ALPHA) : Elementwise.valueOf(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LINEAR", "SIGMOID", "TANH", "RELU", "GELU", "SILU", "ELU"})
  void layerNormIsAsForecast(String name) {
    MeasuredFlow flow = normalised(name, LayerNorm.DEFAULT, WIDTH, HIDDEN);
    assertThat(flow.measured(HIDDEN)).isCloseTo(flow.forecast(HIDDEN), within(PER_LAYER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LINEAR", "SIGMOID", "TANH", "RELU", "ELU"})
  void batchNormIsAsForecast(String name) {
    MeasuredFlow flow = normalised(name, BatchNorm.DEFAULT, WIDTH, HIDDEN);
    assertThat(flow.measured(HIDDEN)).isCloseTo(flow.forecast(HIDDEN), within(PER_LAYER));
  }

  /**
   * A larger tolerance: the clustering of samples, which ends the agreement, begins with effects of
   * finite width.
   */
  @ParameterizedTest
  @ValueSource(strings = {"GELU", "SILU"})
  void batchNormIsAsForecastInTheFirstLayersOfAnUnstableActivation(String name) {
    int first = 6;
    MeasuredFlow flow = normalised(name, BatchNorm.DEFAULT, 2 * WIDTH, first);
    assertThat(flow.measured(first)).isCloseTo(flow.forecast(first), within(PER_LAYER));
    assertThat(flow.forecast().conditions())
        .anyMatch(condition -> condition.reason().startsWith("Holds in the first layers"));
  }

  @ParameterizedTest
  @CsvSource({"1,7.5,.3", ".14142135623730951,.215,.1"})
  void fiftyReluBlocksAreAsForecast(double scale, double decades, double tolerance) {
    NetworkSpec network =
        ForecastNetworks.blocks(Elementwise.RELU, VarianceScaling.HE_NORMAL, scale, 50);
    MeasuredFlow flow = MeasuredFlow.of(network, SAMPLES);
    assertThat(flow.measuredOverBlocks()).isCloseTo(decades, within(tolerance));
    assertThat(-50 * flow.forecast().slopes().perBlock()).isCloseTo(decades, within(tolerance));
  }

  /** The reason for the condition: the formula would be off by as much as two layers. */
  @Test
  void aBranchThatEndsWithReluGrowsMoreThanTheFormulaSays() {
    LayerSpec relu = ForecastNetworks.layer(100, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    NetworkSpec network = ForecastNetworks.blocks(ResidualBlock.plain(1, 1, 1), List.of(relu), 50);
    assertThat(MeasuredFlow.of(network, SAMPLES).measuredOverBlocks()).isGreaterThan(9.5);
  }

  @ParameterizedTest
  @CsvSource({"HE_NORMAL,.1505", "LECUN_NORMAL,0"})
  void dropoutIsAsForecast(VarianceScaling weights, double decades) {
    LayerSpec layer = ForecastNetworks.layer(WIDTH, Elementwise.RELU, weights).withDropout(0.5);
    MeasuredFlow flow = MeasuredFlow.of(ForecastNetworks.repeated(layer, HIDDEN), SAMPLES);
    assertThat(flow.measured(HIDDEN)).isCloseTo(decades, within(PER_LAYER));
    assertThat(flow.forecast(HIDDEN)).isCloseTo(decades, within(5e-5));
  }

  private static MeasuredFlow normalised(String name, Normalization kind, int width, int hidden) {
    LayerSpec layer = ForecastNetworks.layer(width, activation(name)).withNormalization(kind);
    return MeasuredFlow.of(ForecastNetworks.repeated(layer, hidden), Math.max(SAMPLES, width));
  }
}
