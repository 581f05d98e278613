package dev.gradtrace.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.Mode;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.Initializer.VarianceScaling;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.theory.ForecastCondition.Effect;
import dev.gradtrace.theory.MeanFieldInputs.BatchStatistics;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forecasts agree with closed forms and with Simpson's rule. */
class ClosedFormsTest {

  private static final int UNITS = 100;
  private static final int HIDDEN = 20;

  /** Variance so small that χ is within 1e-10 of its limit. */
  private static final double SMALL = 1e-12;

  private static final double CLOSE = 1e-6;

  /** Half a unit of the last digit of the table. */
  private static final double DIGITS = 5.5e-5;

  private static final BatchNorm BATCH_NORM =
      new BatchNorm(0.99, SMALL, true, true, MovingVariance.POPULATION);
  private static final LayerNorm LAYER_NORM = new LayerNorm(SMALL, true, true);
  private static final RmsNorm RMS_NORM = new RmsNorm(SMALL, true);

  private static Activation activation(String name) {
    return name.equals("ELU") ? new Elu(1) : Elementwise.valueOf(name);
  }

  /** E φ′², Var φ, χ with batch norm and with layer norm. */
  @ParameterizedTest
  @CsvSource({
    "LINEAR,1,1,1,1",
    "SIGMOID,.04484,.04338,1.0336,.1528",
    "TANH,.46440,.39429,1.1778,1.1778",
    "RELU,.5,.34085,1.4669,1",
    "GELU,.45585,.34564,1.3188,1.0720",
    "SILU,.37948,.31308,1.2121,1.0666",
    "ELU,.66810,.61918,1.0790,1.0359",
  })
  void normalisedLayersHaveTheirChi(
      String name, double slopes, double variance, double batch, double layer) {
    Activation activation = activation(name);
    double slope = simpson(z -> square(slope(activation, z)));
    double mean = simpson(z -> value(activation, z));
    double meanSquare = simpson(z -> square(value(activation, z)));
    assertThat(slope).isCloseTo(slopes, within(DIGITS));
    assertThat(meanSquare - mean * mean).isCloseTo(variance, within(DIGITS));
    double batchChi = chi(activation, BATCH_NORM);
    double layerChi = chi(activation, LAYER_NORM);
    assertThat(batchChi).isCloseTo(slope / (meanSquare - mean * mean), within(CLOSE));
    assertThat(batchChi).isCloseTo(batch, within(DIGITS));
    assertThat(layerChi).isCloseTo(slope / meanSquare, within(CLOSE));
    assertThat(layerChi).isCloseTo(layer, within(DIGITS));
    assertThat(chi(activation, RMS_NORM)).isCloseTo(layerChi, within(CLOSE));
  }

  @Test
  void reluUnderBatchNormHasPiOverPiMinusOne() {
    assertThat(chi(Elementwise.RELU, BATCH_NORM)).isCloseTo(Math.PI / (Math.PI - 1), within(1e-9));
  }

  /** E φ(√q z)² with q = D/(D + ε), where D = Var φ(√q z) is found by iteration. */
  @Test
  void epsilonCounts() {
    double q = 1;
    double spread = 0;
    for (int i = 0; i < 100; i++) {
      double root = Math.sqrt(q);
      spread =
          simpson(z -> square(value(Elementwise.SIGMOID, root * z)))
              - square(simpson(z -> value(Elementwise.SIGMOID, root * z)));
      q = spread / (spread + BatchNorm.DEFAULT_EPSILON);
    }
    double root = Math.sqrt(q);
    double chi =
        simpson(z -> square(slope(Elementwise.SIGMOID, root * z)))
            / (spread + BatchNorm.DEFAULT_EPSILON);
    MeanFieldForecast.Layer layer =
        middle(network(Elementwise.SIGMOID, BatchNorm.DEFAULT), BatchStatistics.MANY);
    assertThat(layer.chi()).isCloseTo(chi, within(1e-9)).isCloseTo(1.03253, within(5e-6));
    assertThat(layer.preactivationVariance()).isCloseTo(q, within(1e-9));
  }

  @Test
  void layerNormKnowsBiases() {
    LayerSpec layer =
        new LayerSpec(
                UNITS,
                Elementwise.SIGMOID,
                VarianceScaling.LECUN_NORMAL,
                new Initializer.Normal(0, 1),
                true)
            .withNormalization(LAYER_NORM);
    double chi =
        simpson(z -> square(slope(Elementwise.SIGMOID, z)))
            / (simpson(z -> square(value(Elementwise.SIGMOID, z))) + 1);
    MeanFieldForecast.Layer forecast =
        middle(ForecastNetworks.repeated(layer, HIDDEN), BatchStatistics.MANY);
    assertThat(forecast.chi()).isCloseTo(chi, within(CLOSE)).isCloseTo(.0347, within(DIGITS));
    assertThat(forecast.gradientGainLog10()).isCloseTo(-.730, within(5e-4));
  }

  @ParameterizedTest
  @CsvSource({"10,.029", "32,.0074", "100,.0022"})
  void smallBatchesAddToTheGrowth(int samples, double decades) {
    double factor = (samples - 2.0) / (samples - 3.0);
    MeanFieldForecast.Layer linear = middle(network(Elementwise.LINEAR, BATCH_NORM), samples);
    assertThat(linear.chi()).isCloseTo(factor, within(CLOSE));
    assertThat(linear.gradientGainLog10()).isCloseTo(decades, within(5e-4));
    assertThat(middle(network(Elementwise.TANH, BATCH_NORM), samples).chi())
        .isCloseTo(factor * chi(Elementwise.TANH, BATCH_NORM), within(CLOSE));
  }

  @Test
  void tooSmallBatchesHaveAConditionInsteadOfANumber() {
    assertThat(middle(network(Elementwise.LINEAR, BATCH_NORM), 4).chi()).isCloseTo(2, within(1e-9));
    MeanFieldForecast linear = forecast(network(Elementwise.LINEAR, BATCH_NORM), 3);
    assertThat(linear.layers().get(HIDDEN / 2).chi()).isNaN();
    assertThat(linear.slopes().perLayer()).isNaN();
    assertThat(linear.conditions()).anyMatch(condition -> condition.reason().contains("3 samples"));
    assertThat(middle(network(Elementwise.RELU, BATCH_NORM), 9).chi()).isNaN();
    assertThat(middle(network(Elementwise.RELU, BATCH_NORM), 10).chi()).isNotNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "GELU,true",
    "SILU,true",
    "RELU,false",
    "SIGMOID,false",
    "TANH,false",
    "ELU,false",
    "LINEAR,false"
  })
  void batchNormHoldsInTheFirstLayersOnly(String name, boolean unstable) {
    List<ForecastCondition> conditions =
        forecast(network(activation(name), BATCH_NORM), BatchStatistics.MANY).conditions();
    assertThat(conditions.stream().anyMatch(condition -> condition.effect() == Effect.RESERVE))
        .isEqualTo(unstable);
  }

  /** v = σ_w²(E φ²/p − (E φ)²), χ = σ_w² E φ′²/(p v). */
  @Test
  void batchNormKnowsTheMaskBeforeIt() {
    double keep = 0.8;
    LayerSpec layer =
        ForecastNetworks.layer(UNITS, Elementwise.RELU)
            .withNormalization(BATCH_NORM)
            .withDropout(1 - keep);
    double variance = 0.5 / keep - 1 / (2 * Math.PI);
    assertThat(middle(ForecastNetworks.repeated(layer, HIDDEN), BatchStatistics.MANY).chi())
        .isCloseTo(0.5 / (keep * variance), within(CLOSE));
  }

  @Test
  void dropoutMultipliesChi() {
    LayerSpec he = ForecastNetworks.layer(UNITS, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    MeanFieldForecast.Layer masked =
        middle(ForecastNetworks.repeated(he.withDropout(0.5), HIDDEN), BatchStatistics.MANY);
    assertThat(masked.gradientGainLog10()).isCloseTo(Math.log10(2) / 2, within(CLOSE));
    LayerSpec lecun = ForecastNetworks.layer(UNITS, Elementwise.RELU).withDropout(0.5);
    assertThat(middle(ForecastNetworks.repeated(lecun, HIDDEN), BatchStatistics.MANY).chi())
        .isCloseTo(1, within(CLOSE));
  }

  @Test
  void normalisationBehindTheActivationDividesByItsVariance() {
    LayerSpec relu =
        ForecastNetworks.layer(UNITS, Elementwise.RELU)
            .withNormalization(
                new LayerNormalization(LAYER_NORM, LayerNormalization.Position.AFTER_ACTIVATION));
    double variance = (Math.PI - 1) / (2 * Math.PI);
    assertThat(middle(ForecastNetworks.repeated(relu, HIDDEN), BatchStatistics.MANY).chi())
        .isCloseTo(0.5 / variance, within(CLOSE));
  }

  @ParameterizedTest
  @CsvSource({"1,.1505,7.526", ".14142135623730951,.0043,.215"})
  void residualBlocksAddUp(double scale, double perBlock, double ofFifty) {
    MeanFieldForecast forecast =
        forecast(
            ForecastNetworks.blocks(Elementwise.RELU, VarianceScaling.HE_NORMAL, scale, 51),
            BatchStatistics.MANY);
    double exact = Math.log10(1 + scale * scale) / 2;
    assertThat(-forecast.slopes().perBlock()).isCloseTo(exact, within(1e-9));
    assertThat(exact).isCloseTo(perBlock, within(DIGITS));
    assertThat(50 * exact).isCloseTo(ofFifty, within(1e-3));
    assertThat(forecast.layers().get(10).chi()).isNaN();
    assertThat(forecast.conditions())
        .anyMatch(condition -> condition.layers().contains(11))
        .noneMatch(condition -> condition.effect() == Effect.NO_WAY_PAST);
  }

  @Test
  void heOnBothLayersTreblesEveryBlock() {
    LayerSpec first = ForecastNetworks.layer(UNITS, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    LayerSpec second = ForecastNetworks.layer(UNITS, Elementwise.LINEAR, VarianceScaling.HE_NORMAL);
    NetworkSpec network =
        ForecastNetworks.blocks(ResidualBlock.plain(1, 2, 1), List.of(first, second), 10);
    assertThat(-forecast(network, BatchStatistics.MANY).slopes().perBlock())
        .isCloseTo(.2386, within(DIGITS));
  }

  /** q grows by E σ² per block, so that σ′ falls. */
  @Test
  void sigmoidBlocksGrowLessAndLess() {
    NetworkSpec network =
        ForecastNetworks.blocks(Elementwise.SIGMOID, VarianceScaling.LECUN_NORMAL, 1, 51);
    double q = 1;
    double decades = 0;
    for (int k = 0; k < 50; k++) {
      double root = Math.sqrt(q);
      decades += Math.log10(1 + simpson(z -> square(slope(Elementwise.SIGMOID, root * z)))) / 2;
      q += simpson(z -> square(value(Elementwise.SIGMOID, root * z)));
    }
    ForwardMoments forward = ForwardMoments.of(network, MeanFieldInputs.of(0, 1));
    double[] inputs = GradientGains.of(network, forward).blockInputLog10();
    assertThat(inputs[0] - inputs[50]).isCloseTo(decades, within(1e-9));
    assertThat(decades).isCloseTo(.244, within(5e-4));
  }

  @Test
  void aSkipOverAnActivationWithAMeanHasAConditionInsteadOfANumber() {
    LayerSpec relu = ForecastNetworks.layer(UNITS, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    LayerSpec tanh = ForecastNetworks.layer(UNITS, Elementwise.TANH);
    MeanFieldForecast mixed =
        forecast(
            ForecastNetworks.blocks(ResidualBlock.plain(1, 1, 1), List.of(relu), 10),
            BatchStatistics.MANY);
    assertThat(mixed.slopes().perBlock()).isNaN();
    assertThat(mixed.conditions()).anyMatch(condition -> condition.effect() == Effect.NO_WAY_PAST);
    assertThat(
            forecast(
                    ForecastNetworks.blocks(ResidualBlock.plain(1, 1, 1), List.of(tanh), 10),
                    BatchStatistics.MANY)
                .slopes()
                .perBlock())
        .isNegative();
  }

  /** Pre-norm: 1 + σ_w²σ_v² E φ′²/q, q growing by σ_v²σ_w² E φ² a block: the gains fall as 1/k. */
  @Test
  void preNormBlocksGrowAsAHarmonicSum() {
    LayerSpec relu = ForecastNetworks.layer(UNITS, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    NetworkSpec network =
        ForecastNetworks.blocks(
            new ResidualBlock(1, 2, 1, LAYER_NORM, ResidualBlock.Position.BEFORE),
            List.of(relu, ForecastNetworks.layer(UNITS, Elementwise.LINEAR)),
            20);
    double[] inputs =
        GradientGains.of(network, ForwardMoments.of(network, MeanFieldInputs.of(0, 1)))
            .blockInputLog10();
    for (int k = 0; k < 19; k++) {
      assertThat(inputs[k] - inputs[k + 1])
          .isCloseTo(Math.log10(1 + 1.0 / (k + 1)) / 2, within(1e-9));
    }
  }

  /** Post-norm: √((1 + σ_v²σ_w² E φ′²)/(1 + σ_v²σ_w² E φ²)), 1 for ReLU with q = 1. */
  @Test
  void postNormBlocksDivideByTheirSum() {
    LayerSpec sigmoid = ForecastNetworks.layer(UNITS, Elementwise.SIGMOID);
    NetworkSpec network =
        ForecastNetworks.blocks(
            new ResidualBlock(1, 2, 1, LAYER_NORM, ResidualBlock.Position.AFTER),
            List.of(sigmoid, ForecastNetworks.layer(UNITS, Elementwise.LINEAR)),
            20);
    double chi =
        (1 + simpson(z -> square(slope(Elementwise.SIGMOID, z))))
            / (1 + simpson(z -> square(value(Elementwise.SIGMOID, z))));
    assertThat(-forecast(network, BatchStatistics.MANY).slopes().perBlock())
        .isCloseTo(Math.log10(chi) / 2, within(1e-9));
  }

  @Test
  void inferenceDividesByTheMovingVarianceOfTheStart() {
    NetworkSpec network = network(Elementwise.LINEAR, BatchNorm.DEFAULT);
    MeanFieldForecast forecast =
        MeanFieldForecast.of(
            network, new MeanFieldInputs(0, 1, 0, new BatchStatistics(Mode.INFERENCE, 10)));
    assertThat(forecast.layers().get(5).chi()).isCloseTo(1 / 1.001, within(1e-12));
  }

  @Test
  void nielsensStartForgetsTwoInputsInTwoLayers() {
    LayerSpec layer =
        new LayerSpec(
            UNITS,
            Elementwise.SIGMOID,
            VarianceScaling.LECUN_NORMAL,
            new Initializer.Normal(0, 1),
            true);
    Phase phase = forecast(ForecastNetworks.repeated(layer, HIDDEN), BatchStatistics.MANY).phase();
    assertThat(phase).isNotNull();
    assertThat(phase.correlationDepthScale()).isCloseTo(.315, within(5e-4));
    assertThat(phase.trainableDepth()).isEqualTo(6 * phase.correlationDepthScale());
  }

  /** Without biases two samples become orthogonal, and ∂c′/∂c = σ_w²(E φ′)²/q at 0, for tanh. */
  @Test
  void theChaoticPhaseHasTheSlopeAtItsOwnFixedPoint() {
    double weights = 4;
    LayerSpec layer =
        ForecastNetworks.layer(UNITS, Elementwise.TANH, ForecastNetworks.weights(weights, UNITS));
    double q = 1;
    for (int i = 0; i < 500; i++) {
      double root = Math.sqrt(q);
      q = weights * simpson(z -> square(value(Elementwise.TANH, root * z)));
    }
    double root = Math.sqrt(q);
    double slope = weights * square(simpson(z -> slope(Elementwise.TANH, root * z)));
    Phase phase = forecast(ForecastNetworks.repeated(layer, HIDDEN), BatchStatistics.MANY).phase();
    assertThat(phase).isNotNull();
    assertThat(phase.regime()).isEqualTo(Phase.Regime.CHAOTIC);
    assertThat(phase.correlationDepthScale()).isCloseTo(-1 / Math.log(slope), within(CLOSE));
  }

  /** With biases c* is between 0 and 1; found by iterating the double integral. */
  @Test
  void theChaoticPhaseIteratesToItsFixedPoint() {
    LayerSpec layer =
        new LayerSpec(
            UNITS,
            Elementwise.TANH,
            ForecastNetworks.weights(4, UNITS),
            new Initializer.Normal(0, 0.5),
            true);
    NetworkSpec network = ForecastNetworks.repeated(layer, 200);
    MeanFieldForecast forecast = forecast(network, BatchStatistics.MANY);
    LayerMoments last = ForwardMoments.of(network, MeanFieldInputs.of(0, 1)).layer(200);
    double slope = 4 * last.pair().slopeProduct();
    assertThat(last.a().cosine()).isBetween(.1, .9);
    assertThat(forecast.phase()).isNotNull();
    assertThat(forecast.phase().correlationDepthScale())
        .isCloseTo(-1 / Math.log(slope), within(CLOSE));
  }

  @Test
  void correlationsAreThoseOfTheArcCosineKernel() {
    LayerSpec relu = ForecastNetworks.layer(UNITS, Elementwise.RELU, VarianceScaling.HE_NORMAL);
    MeanFieldForecast forecast =
        MeanFieldForecast.of(
            ForecastNetworks.repeated(relu, 3),
            new MeanFieldInputs(0, 1, 0.3, BatchStatistics.OF_MANY));
    double c = 0.3;
    for (int l = 0; l < 3; l++) {
      c = (Math.sqrt(1 - c * c) + c * (Math.PI - Math.acos(c))) / Math.PI;
      assertThat(forecast.layers().get(l).correlation()).isCloseTo(c, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"RELU,.4", "RELU,-.7", "RELU,.999999", "LINEAR,.5", "EXPONENTIAL,.5"})
  void pairsAreIntegratedToTheirClosedForms(String name, double covariance) {
    Activation activation = activation(name);
    Preactivation exact = new Preactivation(0, 1, covariance);
    Preactivation near = new Preactivation(1e-12, 1, covariance);
    PairMoments closed =
        PairMoments.of(activation, 1, exact, GaussianMoments.of(activation, 1, 0, 1));
    PairMoments integrated =
        PairMoments.of(activation, 1, near, GaussianMoments.of(activation, 1, 0, 1));
    assertThat(integrated.product()).isCloseTo(closed.product(), within(1e-10));
    assertThat(integrated.slopeProduct()).isCloseTo(closed.slopeProduct(), within(1e-9));
  }

  /** A common rule for both integrals agrees with panels adapted to each. */
  @ParameterizedTest
  @CsvSource({
    "SIGMOID,.3",
    "TANH,.9",
    "TANH,1.9999",
    "TANH,-.8",
    "GELU,1",
    "SILU,-1.5",
    "SOFTPLUS,.2"
  })
  void pairsOfSmoothActivationsAreIntegratedOnOneRule(String name, double covariance) {
    Activation activation = activation(name);
    PairMoments coarse = pair(activation, 2, covariance);
    PairMoments fine = pair(activation, 2 + 1e-12, covariance);
    assertThat(coarse.product()).isCloseTo(fine.product(), within(1e-9));
    assertThat(coarse.slopeProduct()).isCloseTo(fine.slopeProduct(), within(1e-8));
  }

  private static PairMoments pair(Activation activation, double variance, double covariance) {
    return PairMoments.of(
        activation,
        1,
        new Preactivation(0, variance, covariance),
        GaussianMoments.of(activation, 1, 0, variance));
  }

  /** σ_w² = 1/3, σ_b² = 1/(3n). */
  @ParameterizedTest
  @CsvSource({"RELU,.166667,38.5", "SIGMOID,.0200,84", "TANH,.330,23.8"})
  void torchStartsWithAThirdOfTheVariance(String name, double chi, double decades) {
    LayerSpec layer =
        new LayerSpec(
            UNITS,
            activation(name),
            VarianceScaling.TORCH_LINEAR,
            VarianceScaling.TORCH_LINEAR,
            true);
    MeanFieldForecast forecast =
        forecast(ForecastNetworks.repeated(layer, 100), BatchStatistics.MANY);
    assertThat(forecast.layers().get(50).chi()).isCloseTo(chi, within(5e-4));
    assertThat(99 * forecast.slopes().perLayer()).isCloseTo(decades, within(.5));
  }

  @ParameterizedTest
  @CsvSource({"LINEAR,false,5", "LINEAR,true,0", "RELU,false,10", "RELU,true,5"})
  void orthogonalWeightsDoNotBorrowTheGaussianSpread(
      String name, boolean orthogonal, double spread) {
    Initializer weights = orthogonal ? new Initializer.Orthogonal(1) : VarianceScaling.LECUN_NORMAL;
    LayerSpec layer = ForecastNetworks.layer(UNITS, activation(name), weights);
    NetworkSpec network = new NetworkSpec(UNITS, Collections.nCopies(5, layer));
    assertThat(forecast(network, BatchStatistics.MANY).jacobianSpread())
        .isCloseTo(spread, within(1e-9));
  }

  @Test
  void orthogonalLinearLayersLoseNothingToTheirWidth() {
    LayerSpec layer = ForecastNetworks.layer(30, Elementwise.LINEAR, new Initializer.Orthogonal(1));
    assertThat(
            forecast(ForecastNetworks.repeated(layer, HIDDEN), BatchStatistics.MANY)
                .slopes()
                .perLayerFiniteWidth())
        .isCloseTo(0, within(1e-12));
  }

  private static double chi(Activation activation, Normalization kind) {
    return middle(network(activation, kind), BatchStatistics.MANY).chi();
  }

  private static NetworkSpec network(Activation activation, Normalization kind) {
    return ForecastNetworks.repeated(
        ForecastNetworks.layer(UNITS, activation).withNormalization(kind), HIDDEN);
  }

  private static MeanFieldForecast.Layer middle(NetworkSpec network, int samples) {
    return forecast(network, samples).layers().get(HIDDEN - 2);
  }

  private static MeanFieldForecast forecast(NetworkSpec network, int samples) {
    return MeanFieldForecast.of(
        network, new MeanFieldInputs(0, 1, 0, new BatchStatistics(Mode.TRAINING, samples)));
  }

  /** E f(z) over N(0, 1) by Simpson's rule with an edge at 0, where activations have their kink. */
  private static double simpson(DoubleUnaryOperator f) {
    return simpson(f, -12, -1e-300) + simpson(f, 1e-300, 12);
  }

  private static double simpson(DoubleUnaryOperator f, double from, double to) {
    int steps = 6000;
    double width = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double z = i == 0 ? from : i == steps ? to : from + i * width;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * f.applyAsDouble(z) * Math.exp(-z * z / 2);
    }
    return sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  private static double value(Activation activation, double z) {
    return activation instanceof Elementwise elementwise
        ? elementwise.value(z)
        : z > 0 ? z : Math.expm1(z);
  }

  private static double slope(Activation activation, double z) {
    return activation instanceof Elementwise elementwise
        ? elementwise.slope(z)
        : z > 0 ? 1 : Math.exp(z);
  }

  private static double square(double x) {
    return x * x;
  }
}
