package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimates of tr Σ and ‖G‖² from batches agree with those from per-sample gradients. */
class GradientNoiseTest {

  /** Relative, for sums of some hundred squares. */
  private static final double ROUNDING = 1e-10;

  private static final int DRAWS = 2000;
  private static final int POPULATION = 40;

  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          5,
          List.of(
              LayerSpec.of(6, Elementwise.TANH),
              LayerSpec.of(4, Elementwise.SILU),
              LayerSpec.of(3, new Softmax())));

  private final Network network = new Network(NETWORK, Parameters.initial(NETWORK, 3));
  private final double[][] inputs = new double[POPULATION][];
  private final double[][] targets = new double[POPULATION][];
  private final double[][][] gradients = new double[POPULATION][NETWORK.depth()][];

  /** Draws samples, and computes the gradient of each. */
  GradientNoiseTest() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < POPULATION; i++) {
      inputs[i] = random.doubles(5, -2, 2).toArray();
      targets[i] = new double[3];
      targets[i][random.nextInt(3)] = 1;
      Workspace alone = pass(i);
      for (int l = 1; l <= NETWORK.depth(); l++) {
        gradients[i][l - 1] = alone.gradient().weights(l).toArray();
      }
    }
  }

  private Workspace pass(int... samples) {
    Workspace pass = Workspace.of(NETWORK, samples.length);
    pass.inputs().set(Matrix.ofSamples(rows(inputs, samples)));
    pass.targets().set(Matrix.ofSamples(rows(targets, samples)));
    ForwardPass.run(network, pass);
    Loss.of(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass);
    BackPropagation.run(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass);
    return pass;
  }

  private static double[][] rows(double[][] all, int... samples) {
    return Arrays.stream(samples).mapToObj(i -> all[i]).toArray(double[][]::new);
  }

  private Statistics measured(int... samples) {
    Statistics statistics = new Statistics(NETWORK);
    statistics.measure(network, Cost.CATEGORICAL_CROSS_ENTROPY, pass(samples));
    return statistics;
  }

  /** Mean of ‖gᵢ‖² and ‖mean of gᵢ‖² of layer {@code l} over samples. */
  private double[] moments(int l, int... samples) {
    double[] mean = new double[gradients[0][l - 1].length];
    double squares = 0;
    for (int i : samples) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += gradients[i][l - 1][k] / samples.length;
        squares += Math.pow(gradients[i][l - 1][k], 2) / samples.length;
      }
    }
    return new double[] {squares, Arrays.stream(mean).map(g -> g * g).sum()};
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 16, 40})
  void agreesWithTheGradientsOfTheSamples(int m) {
    int[] samples = new SplittableRandom(m).ints(m, 0, POPULATION).toArray();
    Statistics statistics = measured(samples);
    for (int l = 1; l <= NETWORK.depth(); l++) {
      double[] moments = moments(l, samples);
      double variance = (moments[0] - moments[1]) * m / (m - 1);
      double signal = (m * moments[1] - moments[0]) / (m - 1);
      assertThat(statistics.get(l, Metric.GRADIENT_VARIANCE))
          .as("tr Σ of layer %d", l)
          .isCloseTo(variance, within(ROUNDING * moments[0]));
      assertThat(statistics.get(l, Metric.GRADIENT_SIGNAL))
          .as("‖G‖² of layer %d", l)
          .isCloseTo(signal, within(ROUNDING * moments[0]));
    }
  }

  /** Batches are drawn with replacement, so that the samples are the population. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16})
  void isUnbiasedWhateverTheBatch(int m) {
    SplittableRandom random = new SplittableRandom(100 + m);
    double[] variances = new double[DRAWS];
    double[] signals = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      Statistics statistics = measured(random.ints(m, 0, POPULATION).toArray());
      for (int l = 1; l <= NETWORK.depth(); l++) {
        variances[draw] += statistics.get(l, Metric.GRADIENT_VARIANCE);
        signals[draw] += statistics.get(l, Metric.GRADIENT_SIGNAL);
      }
    }
    int[] everyone = new int[POPULATION];
    Arrays.setAll(everyone, i -> i);
    double variance = 0;
    double signal = 0;
    for (int l = 1; l <= NETWORK.depth(); l++) {
      double[] moments = moments(l, everyone);
      variance += moments[0] - moments[1];
      signal += moments[1];
    }
    Mean ofVariances = Mean.of(variances);
    Mean ofSignals = Mean.of(signals);
    assertThat(ofVariances.value).isCloseTo(variance, within(3 * ofVariances.error));
    assertThat(ofSignals.value).isCloseTo(signal, within(3 * ofSignals.error));
    double scale = variance / signal;
    double[] residuals = new double[DRAWS];
    Arrays.setAll(residuals, draw -> (variances[draw] - scale * signals[draw]) / ofSignals.value);
    assertThat(ofVariances.value / ofSignals.value)
        .as("noise scale")
        .isCloseTo(scale, within(3 * Mean.of(residuals).error));
  }

  /**
   * @param error standard error of the mean
   */
  private record Mean(double value, double error) {

    static Mean of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      return new Mean(mean, Math.sqrt(squares / (values.length - 1.0) / values.length));
    }
  }

  @Test
  void aBatchOfOneHasNeither() {
    Statistics statistics = measured(0);
    assertThat(statistics.get(1, Metric.GRADIENT_VARIANCE)).isNaN();
    assertThat(statistics.get(1, Metric.GRADIENT_SIGNAL)).isNaN();
  }
}
