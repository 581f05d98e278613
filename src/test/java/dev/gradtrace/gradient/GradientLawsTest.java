package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.gradient.check.GradientCheck;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer.Normal;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientLawsTest {

  /** Fourth-order differences with h = 2⁻¹¹ of smooth costs of size one. */
  private static final double DIFFERENCE_TOLERANCE = 1e-7;

  /** Reordered sums of a handful of terms. */
  private static final double ROUNDING = 1e-13;

  private static final int SAMPLES = 6;

  static Stream<Activation> activations() {
    List<Activation> all = new ArrayList<>(List.of(Elementwise.values()));
    all.add(new LeakyRelu(0.1));
    all.add(new Elu(0.7));
    all.add(new Softmax());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void agreesWithFiniteDifferencesInRandomDirections(Activation activation) {
    boolean steep = activation == Elementwise.EXPONENTIAL;
    Network network = network(activation, steep ? Elementwise.TANH : activation);
    for (Cost cost : List.of(Cost.QUADRATIC, Cost.MEAN_SQUARED_ERROR)) {
      Workspace pass = batch(network, cost, 0, 1, 2, 3, 4, 5);
      GradientCheck check = GradientCheck.run(network, cost, pass, 5);
      assertThat(check.maxRelativeError()).as("%s", cost).isLessThan(DIFFERENCE_TOLERANCE);
    }
  }

  @Test
  void agreesWithFiniteDifferencesOfCrossEntropyFromLogits() {
    Network sigmoid = network(Elementwise.TANH, Elementwise.SIGMOID);
    Workspace pass = batch(sigmoid, Cost.BINARY_CROSS_ENTROPY, 0, 1, 2);
    assertThat(GradientCheck.run(sigmoid, Cost.BINARY_CROSS_ENTROPY, pass, 1).maxRelativeError())
        .isLessThan(DIFFERENCE_TOLERANCE);
    Network softmax = network(Elementwise.GELU, new Softmax());
    pass = batch(softmax, Cost.CATEGORICAL_CROSS_ENTROPY, 0, 1, 2);
    assertThat(
            GradientCheck.run(softmax, Cost.CATEGORICAL_CROSS_ENTROPY, pass, 1).maxRelativeError())
        .isLessThan(DIFFERENCE_TOLERANCE);
  }

  @Test
  void aWrongGradientFailsTheCheck() {
    Network network = network(Elementwise.TANH, Elementwise.SIGMOID);
    Workspace pass = batch(network, Cost.QUADRATIC, 0, 1, 2);
    pass.gradient().weights(1).scale(1.001);
    assertThat(GradientCheck.run(network, Cost.QUADRATIC, pass, 1).maxRelativeError())
        .isGreaterThan(1e-5);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void theGradientOfABatchIsTheMeanOfItsSamples(Activation activation) {
    Network network = network(activation, Elementwise.SIGMOID);
    Matrix mean = Matrix.zeros(network.weights(1).rows(), network.weights(1).columns());
    for (int sample = 0; sample < SAMPLES; sample++) {
      mean.add(
          1.0 / SAMPLES, batch(network, Cost.BINARY_CROSS_ENTROPY, sample).gradient().weights(1));
    }
    assertClose(
        batch(network, Cost.BINARY_CROSS_ENTROPY, 0, 1, 2, 3, 4, 5).gradient().weights(1), mean);
  }

  @Test
  void theOrderOfSamplesIsIrrelevant() {
    Network network = network(Elementwise.SILU, new Softmax());
    Matrix forwards = batch(network, Cost.QUADRATIC, 0, 1, 2, 3, 4, 5).gradient().weights(1).copy();
    assertClose(batch(network, Cost.QUADRATIC, 5, 3, 1, 0, 2, 4).gradient().weights(1), forwards);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void logarithmsOfGainsAddUpToDelta(Activation activation) {
    Network network = network(activation, Elementwise.SIGMOID);
    Workspace pass = batch(network, Cost.BINARY_CROSS_ENTROPY, 0, 1, 2);
    Statistics statistics = new Statistics(network.spec());
    statistics.measure(network, Cost.BINARY_CROSS_ENTROPY, pass);
    double sum = statistics.costGradientLog10();
    for (int l = network.depth(); l >= 1; l--) {
      sum += l < network.depth() ? statistics.get(l, Metric.WEIGHT_GAIN_LOG10) : 0;
      sum += statistics.get(l, Metric.ACTIVATION_GAIN_LOG10);
      assertThat(statistics.get(l, Metric.DELTA_LOG10))
          .as("layer %d", l)
          .isCloseTo(sum, within(ROUNDING));
    }
  }

  @Test
  void softmaxDoesNotSeeAShiftOfItsLogits() {
    Matrix z = Matrix.ofRows(new double[][] {{0.25}, {-1.5}, {3}});
    Matrix shifted = Matrix.ofRows(new double[][] {{512.25}, {510.5}, {515}});
    Matrix a = Matrix.zeros(3, 1);
    Matrix b = Matrix.zeros(3, 1);
    Matrix slope = Matrix.zeros(3, 1);
    new Softmax().apply(z, a, slope);
    new Softmax().apply(shifted, b, slope);
    assertThat(b.toArray()).isEqualTo(a.toArray());
  }

  @Test
  void aLargerWorkspaceGivesTheSameBits() {
    Network network = network(Elementwise.TANH, Elementwise.SIGMOID);
    Matrix exact = batch(network, Cost.QUADRATIC, 0, 1).gradient().weights(1).copy();
    Workspace wide = Workspace.of(network.spec(), SAMPLES);
    wide.narrowTo(2);
    fill(wide, 0, 1);
    run(network, Cost.QUADRATIC, wide);
    assertThat(wide.gradient().weights(1).toArray()).isEqualTo(exact.toArray());
  }

  private static Network network(Activation hidden, Activation output) {
    Normal start = new Normal(0.1, 0.6);
    LayerSpec wide = new LayerSpec(5, hidden, start, start, true);
    LayerSpec last = new LayerSpec(3, output, start, start, true);
    return Network.initial(new NetworkSpec(4, List.of(wide, wide, last)), 11);
  }

  private static Workspace batch(Network network, Cost cost, int... samples) {
    Workspace pass = Workspace.of(network.spec(), samples.length);
    fill(pass, samples);
    run(network, cost, pass);
    return pass;
  }

  private static void run(Network network, Cost cost, Workspace pass) {
    ForwardPass.run(network, pass);
    BackPropagation.run(network, cost, pass);
  }

  private static void fill(Workspace pass, int... samples) {
    for (int j = 0; j < samples.length; j++) {
      RandomStream random = RandomStream.of(21, Purpose.GENERATOR, samples[j]);
      for (int i = 0; i < pass.inputs().rows(); i++) {
        pass.inputs().set(i, j, random.gaussian());
      }
      List<Double> target = new ArrayList<>(Arrays.asList(0.0, 0.0, 1.0));
      Collections.rotate(target, samples[j]);
      for (int i = 0; i < pass.targets().rows(); i++) {
        pass.targets().set(i, j, target.get(i));
      }
    }
  }

  private static void assertClose(Matrix actual, Matrix expected) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        assertThat(actual.at(i, j))
            .as("∂C/∂W(%d,%d)", i, j)
            .isCloseTo(
                expected.at(i, j), within(ROUNDING * Math.max(1, Math.abs(expected.at(i, j)))));
      }
    }
  }
}
