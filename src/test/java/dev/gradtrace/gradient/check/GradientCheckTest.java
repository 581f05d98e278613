package dev.gradtrace.gradient.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.gradient.BackPropagation;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.gradient.ForwardPass;
import dev.gradtrace.gradient.Loss;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.gradient.Workspace;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {

  /**
   * Differences of second and fourth order agree to 2⁻¹⁵; the error of the fourth is the square of
   * that.
   */
  private static final double RIGHT = 1e-7;

  /** Error of a gradient that is wrong by a twentieth in one of up to 13 layers, at least. */
  private static final double WRONG = 1e-5;

  private static final double[][] XOR = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

  private static final double[][] REPEATED = {{0, 0}, {0, 0}, {1, -1}, {1, -1}, {-1, 1}, {0, 2}};

  static Stream<Activation> rectifiers() {
    return Stream.of(
        Elementwise.RELU,
        Elementwise.SELU,
        new LeakyRelu(LeakyRelu.DEFAULT_NEGATIVE_SLOPE),
        new LeakyRelu(-0.5),
        new LeakyRelu(1),
        new Elu(1),
        new Elu(0.3),
        new Elu(-2));
  }

  static Stream<Arguments> rectifiersAtKinks() {
    return rectifiers()
        .flatMap(
            sigma ->
                Stream.of(1, 2, 12)
                    .flatMap(
                        depth ->
                            Stream.of(Mode.values())
                                .map(mode -> Arguments.of(sigma, depth, mode))));
  }

  @ParameterizedTest
  @MethodSource("rectifiersAtKinks")
  void aRightGradientPassesWhereSamplesOfZerosLieOnKinks(Activation sigma, int depth, Mode mode) {
    for (double[][] inputs : List.of(XOR, REPEATED)) {
      Case at = new Case(chain(sigma, depth, Elementwise.SIGMOID), mode, inputs);
      assertThat(at.check(Cost.BINARY_CROSS_ENTROPY).maxRelativeError()).isLessThan(RIGHT);
    }
  }

  @ParameterizedTest
  @MethodSource("rectifiersAtKinks")
  void aWrongGradientFailsThereToo(Activation sigma, int depth, Mode mode) {
    Case at = new Case(chain(sigma, depth, Elementwise.SIGMOID), mode, XOR);
    at.backPropagate(Cost.BINARY_CROSS_ENTROPY);
    at.pass.gradient().weights(depth).scale(1.05);
    assertThat(at.checkOnly(Cost.BINARY_CROSS_ENTROPY).maxRelativeError()).isGreaterThan(WRONG);
  }

  @Test
  void theSlopeOfTheOtherSideOfAKinkIsFound() {
    Case at = new Case(chain(Elementwise.RELU, 1, Elementwise.SIGMOID), Mode.TRAINING, XOR);
    at.backPropagate(Cost.BINARY_CROSS_ENTROPY);
    Matrix bias = at.pass.gradient().biases(1);
    for (int unit = 0; unit < bias.rows(); unit++) {
      double fromAbove =
          at.network.weights(2).at(0, unit) * at.pass.layer(2).delta().at(0, 0) / XOR.length;
      bias.set(unit, 0, bias.at(unit, 0) + fromAbove);
    }
    assertThat(at.checkOnly(Cost.BINARY_CROSS_ENTROPY).maxRelativeError()).isGreaterThan(0.01);
  }

  @Test
  void countsWhatLiesOnAKink() {
    Case at = new Case(chain(Elementwise.RELU, 2, Elementwise.SIGMOID), Mode.TRAINING, REPEATED);
    assertThat(at.check(Cost.BINARY_CROSS_ENTROPY).kinks())
        .contains(new Kink(Kink.Place.ACTIVATION, 1, 16, 2, 0));
    Case smooth = new Case(chain(new Elu(1), 2, Elementwise.SIGMOID), Mode.TRAINING, REPEATED);
    assertThat(smooth.check(Cost.BINARY_CROSS_ENTROPY).kinks()).isEmpty();
  }

  @Test
  void kinksThatOnlyTheDifferencesReachDisturbNothingAndAreNotCounted() {
    double[][] near = gaussian(300, 2, 1e-4);
    Case at = new Case(chain(Elementwise.RELU, 6, Elementwise.SIGMOID), Mode.TRAINING, near);
    GradientCheck check = at.check(Cost.BINARY_CROSS_ENTROPY);
    assertThat(check.maxRelativeError()).isLessThan(RIGHT);
    assertThat(check.kinks()).isEmpty();
  }

  @Test
  void anAbsoluteErrorOfNothingHasTheSlopeNothing() {
    for (Activation output : List.of(Elementwise.LINEAR, Elementwise.RELU, Elementwise.SIGMOID)) {
      Case at = new Case(chain(Elementwise.TANH, 1, output), Mode.TRAINING, XOR);
      ForwardPass.run(at.network, at.pass);
      at.pass.targets().set(0, 0, 2);
      at.pass.targets().set(0, 1, at.pass.output().s().at(0, 1));
      at.pass.targets().set(0, 2, at.pass.output().s().at(0, 2) + 1e-5);
      GradientCheck check = at.check(Cost.MEAN_ABSOLUTE_ERROR);
      assertThat(check.maxRelativeError()).as("%s", output).isLessThan(RIGHT);
      assertThat(check.kinks()).contains(new Kink(Kink.Place.COST, 2, 1, 1, 1));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BINARY_CROSS_ENTROPY", "CATEGORICAL_CROSS_ENTROPY"})
  void clippedOutputsStayClipped(Cost cost) {
    for (double output : new double[] {0, 1e-7, 0.9e-7, 1.1e-7, 0.5, 1 - 1e-7, 1, 1.5, -3}) {
      Case at = new Case(chain(Elementwise.TANH, 1, Elementwise.LINEAR), Mode.TRAINING, XOR);
      at.network.weights(2).fill(0);
      at.network.biases(2).fill(output);
      at.pass.targets().fill(1);
      GradientCheck check = at.check(cost);
      if (check.unresolved() < check.directions()) {
        assertThat(check.maxRelativeError()).as("at %s", output).isLessThan(1e-4);
      }
      assertThat(check.kinks()).hasSize(output == 1e-7 || output == 1 - 1e-7 ? 1 : 0);
    }
  }

  static Stream<Arguments> norms() {
    List<Arguments> all = new ArrayList<>();
    for (double epsilon : new double[] {0, 1e-12, 1e-6, 1e-3}) {
      for (Position position : Position.values()) {
        for (Mode mode : Mode.values()) {
          all.add(
              Arguments.of(
                  new BatchNorm(0.9, epsilon, true, true, MovingVariance.POPULATION),
                  position,
                  mode));
          all.add(Arguments.of(new LayerNorm(epsilon, true, true), position, mode));
          all.add(Arguments.of(new RmsNorm(epsilon, true), position, mode));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("norms")
  void normsOfWhatDoesNotDeviatePass(Normalization kind, Position position, Mode mode) {
    LayerNormalization norm = new LayerNormalization(kind, position);
    NetworkSpec spec =
        new NetworkSpec(
            2,
            List.of(
                LayerSpec.of(6, Elementwise.TANH).withNormalization(norm),
                LayerSpec.of(4, Elementwise.RELU).withNormalization(norm).withDropout(0.3),
                LayerSpec.of(1, Elementwise.SIGMOID)));
    for (double[][] inputs : List.of(XOR, new double[][] {{0, 0}, {0, 0}, {0, 0}})) {
      GradientCheck check = new Case(spec, mode, inputs).check(Cost.BINARY_CROSS_ENTROPY);
      if (check.unresolved() < check.directions()) {
        assertThat(check.maxRelativeError()).isLessThan(1e-4);
      }
    }
  }

  @Test
  void linesWithoutDeviationAreTold() {
    LayerNormalization norm =
        new LayerNormalization(new LayerNorm(0, true, true), Position.BEFORE_ACTIVATION);
    NetworkSpec spec =
        new NetworkSpec(
            2,
            List.of(
                LayerSpec.of(6, Elementwise.TANH).withNormalization(norm),
                LayerSpec.of(1, Elementwise.SIGMOID)));
    assertThat(new Case(spec, Mode.TRAINING, XOR).check(Cost.QUADRATIC).kinks())
        .containsExactly(new Kink(Kink.Place.NORMALIZATION, 1, 1, 0, -1));
  }

  @Test
  void inputsInMillionsPass() {
    for (double scale : new double[] {1e3, 1e6}) {
      Case at =
          new Case(
              chain(Elementwise.RELU, 2, Elementwise.LINEAR),
              Mode.TRAINING,
              gaussian(20, 2, scale));
      assertThat(at.check(Cost.MEAN_SQUARED_ERROR).maxRelativeError()).isLessThan(RIGHT);
    }
  }

  @Test
  void thePieceIsTheLossItselfWhereTheGradientIs() {
    Case at = new Case(chain(Elementwise.RELU, 3, Elementwise.LINEAR), Mode.TRAINING, XOR);
    at.pass.targets().set(0, 0, 0);
    for (Cost cost : List.of(Cost.MEAN_ABSOLUTE_ERROR, Cost.BINARY_CROSS_ENTROPY)) {
      ForwardPass.run(at.network, at.pass);
      double loss = Loss.of(at.network, cost, at.pass);
      SmoothPiece piece = SmoothPiece.of(at.network, cost, at.pass);
      assertThat(piece.loss(at.network)).isEqualTo(loss);
    }
  }

  @Test
  void theWorkspaceComputesTheLossItselfAfterwards() {
    Case at = new Case(chain(Elementwise.RELU, 3, Elementwise.SIGMOID), Mode.TRAINING, XOR);
    at.backPropagate(Cost.BINARY_CROSS_ENTROPY);
    double[] before = at.pass.layer(2).a().toArray();
    at.checkOnly(Cost.BINARY_CROSS_ENTROPY);
    assertThat(at.pass.layer(2).a().toArray()).isEqualTo(before);
  }

  /** A network with initial parameters and zero biases, and a batch. */
  private static final class Case {

    private final Network network;
    private final Workspace pass;

    Case(NetworkSpec spec, Mode mode, double[][] inputs) {
      network = Network.initial(spec, 0);
      pass = Workspace.of(spec, inputs.length, mode);
      pass.inputs().set(Matrix.ofSamples(inputs));
      for (int j = 0; j < inputs.length; j++) {
        pass.targets().set(0, j, j % 2);
      }
      pass.drawMasks(0, 1);
    }

    void backPropagate(Cost cost) {
      ForwardPass.run(network, pass);
      BackPropagation.run(network, cost, pass);
    }

    GradientCheck checkOnly(Cost cost) {
      return GradientCheck.run(network, cost, pass, 0);
    }

    GradientCheck check(Cost cost) {
      backPropagate(cost);
      return checkOnly(cost);
    }
  }

  private static NetworkSpec chain(Activation hidden, int depth, Activation output) {
    List<LayerSpec> layers = new ArrayList<>(Collections.nCopies(depth, LayerSpec.of(8, hidden)));
    layers.add(LayerSpec.of(1, output));
    return new NetworkSpec(2, layers);
  }

  private static double[][] gaussian(int samples, int features, double scale) {
    RandomStream random = RandomStream.of(3, Purpose.GENERATOR, 0);
    double[][] rows = new double[samples][features];
    Supplier<Double> next = () -> scale * random.gaussian();
    for (double[] row : rows) {
      for (int i = 0; i < features; i++) {
        row[i] = next.get();
      }
    }
    return rows;
  }
}
