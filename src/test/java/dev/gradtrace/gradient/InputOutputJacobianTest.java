package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Softmax;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputOutputJacobianTest {

  private static final double TOLERANCE = 1e-12;

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
