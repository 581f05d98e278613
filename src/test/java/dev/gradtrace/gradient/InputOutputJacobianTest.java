package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Decompositions;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.ResidualBlock.Position;
import dev.gradtrace.network.Softmax;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputOutputJacobianTest {

  private static final double TOLERANCE = 1e-12;

  /** Balances h² against rounding/h. */
  private static final double STEP = 0x1p-17;

  @Test
  void ofOrthogonalLinearLayersIsAnIsometry() {
    Network network = network(50, Elementwise.LINEAR, new Initializer.Orthogonal(1));
    assertThat(probe(network, 3).inputOutputJacobian().means())
        .containsExactly(new double[] {1, 1, 1, 1}, within(TOLERANCE));
  }

  @Test
  void ofOneLayerIsTheLayersOwn() {
    Network network = network(1, new Softmax(), new Initializer.Normal(0, 1));
    GradientProbe probe = probe(network, 1);
    assertThat(probe.inputOutputJacobian().means())
        .containsExactly(probe.singularValues(1), within(TOLERANCE));
  }

  /** The largest singular value times 4⁻¹ per layer at z = 0, far below the range of doubles. */
  @Test
  void keepsItsLogarithmWhereItUnderflows() {
    NetworkSpec spec =
        new NetworkSpec(
            1,
            Collections.nCopies(
                1000,
                new LayerSpec(
                    1,
                    Elementwise.SIGMOID,
                    Initializer.Constant.ONES,
                    new Initializer.Constant(-0.5),
                    true)));
    GradientProbe probe =
        GradientProbe.of(
            Network.initial(spec, 0),
            Cost.QUADRATIC,
            Matrix.ofRows(new double[][] {{0.5}}),
            Matrix.zeros(1, 1));
    InputOutputJacobian jacobian = probe.inputOutputJacobian();
    assertThat(jacobian.means()[0]).isZero();
    assertThat(jacobian.meanLog10s()[0]).isCloseTo(1000 * Math.log10(0.25), within(1e-9));
  }

  @Test
  void isTheDerivativeThroughNormsMasksAndSkips() {
    LayerSpec tanh = LayerSpec.of(4, Elementwise.TANH);
    NetworkSpec spec =
        new NetworkSpec(
            4,
            List.of(
                tanh.withNormalization(LayerNorm.DEFAULT).withDropout(0.3),
                tanh,
                tanh.withNormalization(RmsNorm.DEFAULT),
                LayerSpec.of(3, new Softmax())),
            List.of(new ResidualBlock(2, 3, 0.7, LayerNorm.DEFAULT, Position.AFTER)),
            LayerNorm.DEFAULT,
            0.1);
    Network network = Network.initial(spec, 3);
    double[] x = {0.3, -1.2, 0.8, 0.1};
    Matrix jacobian = Matrix.zeros(3, 4);
    for (int k = 0; k < 4; k++) {
      double[] above = x.clone();
      double[] below = x.clone();
      above[k] += STEP;
      below[k] -= STEP;
      for (int i = 0; i < 3; i++) {
        double difference = outputs(network, above)[i] - outputs(network, below)[i];
        jacobian.set(i, k, difference / (2 * STEP));
      }
    }
    double[] expected = Decompositions.singularValues(jacobian);
    GradientProbe probe = look(network, x);
    double[][] deltas = probe.deltas(1);
    assertThat(probe.inputOutputJacobian().means()).containsExactly(expected, within(1e-8));
    assertThat(probe.deltas(1)).isDeepEqualTo(deltas);
  }

  private static double[] outputs(Network network, double[] x) {
    return look(network, x).outputs()[0];
  }

  private static GradientProbe look(Network network, double[] x) {
    return GradientProbe.of(
        network,
        Cost.QUADRATIC,
        Matrix.ofSamples(new double[][] {x}),
        Matrix.zeros(3, 1),
        Mode.TRAINING,
        0);
  }

  private static GradientProbe probe(Network network, int samples) {
    Matrix inputs = Matrix.zeros(4, samples);
    inputs.fill(0.25);
    return GradientProbe.of(network, Cost.QUADRATIC, inputs, Matrix.zeros(4, samples));
  }

  private static Network network(int depth, Activation activation, Initializer weights) {
    List<LayerSpec> layers =
        Collections.nCopies(
            depth, new LayerSpec(4, activation, weights, Initializer.Constant.ZEROS, true));
    return Network.initial(new NetworkSpec(4, layers), 1);
  }
}
