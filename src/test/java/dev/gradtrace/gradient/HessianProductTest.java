package dev.gradtrace.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.network.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hessian–vector products agree with differences of the gradient, and obey the laws of a Hessian.
 */
class HessianProductTest {

  private static final int SAMPLES = 6;

  /** Fourth-order differences of a gradient with h = 2⁻¹⁰. */
  private static final double DIFFERENCE = 2e-8;

  private static final double STEP = 0x1p-10;

  private static final double ROUNDING = 1e-11;

  static Stream<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    GradientLawsTest.activations()
        .forEach(
            activation -> {
              for (Cost cost : Cost.values()) {
                all.add(
                    Arguments.of(
                        activation.label() + " " + cost,
                        plain(activation, cost),
                        cost,
                        Mode.TRAINING));
              }
            });
    SignalOperationsTest.networks()
        .forEach(
            arguments -> {
              Object[] parts = arguments.get();
              all.add(Arguments.of(parts[0], parts[1], Cost.CATEGORICAL_CROSS_ENTROPY, parts[2]));
            });
    return all.stream();
  }

  private static NetworkSpec plain(Activation hidden, Cost cost) {
    Activation output =
        cost == Cost.CATEGORICAL_CROSS_ENTROPY ? new Softmax() : Elementwise.SIGMOID;
    return new NetworkSpec(
        4, List.of(LayerSpec.of(5, hidden), LayerSpec.of(4, hidden), LayerSpec.of(3, output)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithDifferencesOfTheGradient(String name, NetworkSpec spec, Cost cost, Mode mode) {
    Look look = new Look(spec, cost, mode);
    Parameters direction = look.direction(1);
    Parameters product = look.product(direction, 0);
    double[] differences = look.differences(direction);
    double[] exact = flat(spec, product);
    double size = norm(exact);
    for (int i = 0; i < exact.length; i++) {
      exact[i] -= differences[i];
    }
    assertThat(norm(exact)).isLessThan(DIFFERENCE * Math.max(size, 1));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void isSymmetric(String name, NetworkSpec spec, Cost cost, Mode mode) {
    Look look = new Look(spec, cost, mode);
    Parameters v = look.direction(1);
    Parameters w = look.direction(2);
    double[] hv = flat(spec, look.product(v, 0));
    double[] hw = flat(spec, look.product(w, 0));
    double there = dot(flat(spec, w), hv);
    double back = dot(flat(spec, v), hw);
    assertThat(Math.abs(there - back)).isLessThan(ROUNDING * (norm(hv) + norm(hw)));
  }

  @Test
  void aPenaltyAddsItsShareOfTheWeightsAlone() {
    NetworkSpec spec = plain(Elementwise.TANH, Cost.QUADRATIC);
    Look look = new Look(spec, Cost.QUADRATIC, Mode.TRAINING);
    Parameters direction = look.direction(1);
    Parameters without = look.product(direction, 0);
    Parameters with = look.product(direction, 0.25);
    for (int l = 1; l <= spec.depth(); l++) {
      Matrix expected = without.weights(l).copy();
      expected.add(0.25, direction.weights(l));
      assertThat(with.weights(l).toArray()).isEqualTo(expected.toArray());
      assertThat(with.biases(l).toArray()).isEqualTo(without.biases(l).toArray());
    }
  }

  /** A batch with parameters. */
  private static final class Look {

    private final NetworkSpec spec;
    private final Cost cost;
    private final Network network;
    private final Workspace pass;

    Look(NetworkSpec spec, Cost cost, Mode mode) {
      this.spec = spec;
      this.cost = cost;
      RandomStream random = RandomStream.of(5, Purpose.GENERATOR, 0);
      Parameters parameters = Parameters.initial(spec, 11);
      parameters.trained(spec).forEach(matrix -> matrix.add(0.3, gaussian(matrix, random)));
      network = new Network(spec, parameters);
      pass = Workspace.of(spec, SAMPLES, mode);
      pass.inputs().fillWith(random::gaussian);
      for (int j = 0; j < SAMPLES; j++) {
        pass.targets().set(j % spec.outputs(), j, 1);
      }
      pass.drawMasks(9, 1);
    }

    private static Matrix gaussian(Matrix like, RandomStream random) {
      Matrix matrix = Matrix.zeros(like.rows(), like.columns());
      matrix.fillWith(random::gaussian);
      return matrix;
    }

    Parameters direction(int index) {
      Parameters direction = Parameters.zeros(spec);
      RandomStream random = RandomStream.of(3, Purpose.GENERATOR, index);
      direction.trained(spec).forEach(matrix -> matrix.fillWith(random::gaussian));
      double length = norm(flat(spec, direction));
      direction.trained(spec).forEach(matrix -> matrix.scale(1 / length));
      return direction;
    }

    Parameters product(Parameters direction, double penalty) {
      gradientAt(network.parameters());
      Parameters product = Parameters.zeros(spec);
      new HessianProduct(network, cost, pass, penalty).apply(direction, product);
      return product;
    }

    double[] differences(Parameters direction) {
      double[] near = difference(direction, STEP);
      double[] far = difference(direction, 2 * STEP);
      for (int i = 0; i < near.length; i++) {
        near[i] = (8 * near[i] - far[i]) / (12 * STEP);
      }
      return near;
    }

    private double[] difference(Parameters direction, double step) {
      double[] above = gradientAt(shifted(direction, step));
      double[] below = gradientAt(shifted(direction, -step));
      for (int i = 0; i < above.length; i++) {
        above[i] -= below[i];
      }
      return above;
    }

    private Parameters shifted(Parameters direction, double step) {
      Parameters shifted = network.parameters().copy();
      List<Matrix> moved = shifted.trained(spec);
      List<Matrix> along = direction.trained(spec);
      for (int k = 0; k < moved.size(); k++) {
        moved.get(k).add(step, along.get(k));
      }
      return shifted;
    }

    private double[] gradientAt(Parameters parameters) {
      Network there = new Network(spec, parameters);
      ForwardPass.run(there, pass);
      BackPropagation.run(there, cost, pass);
      return flat(spec, pass.gradient());
    }
  }

  private static double[] flat(NetworkSpec spec, Parameters numbers) {
    return numbers.trained(spec).stream()
        .flatMapToDouble(matrix -> Arrays.stream(matrix.toArray()))
        .toArray();
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
