package dev.gradtrace.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldedScalingTest {

  /** Sums run over other numbers. */
  private static final double TOLERANCE = 1e-13;

  private static final Scaling.Fitted SCALING =
      Scaling.Fitted.of(new double[] {1, -2, 30}, new double[] {0.5, 0, 1e-3});

  private static final double[][] RAW = {{3, 4, 1000}, {-1, 2, -500}};
  private static final double[][] SCALED = {{1, 0, 0.97}, {-1, 0, -0.53}};

  @Test
  void answersToRawInputsAsTheNetworkToScaledOnes() {
    agrees(Networks.deep(3, 2, 4, Elementwise.TANH));
  }

  @Test
  void givesBiasesToALayerThatHasNone() {
    LayerSpec plain = Networks.layer(2, Elementwise.SIGMOID);
    LayerSpec unbiased =
        new LayerSpec(
            2, plain.activation(), plain.weightInitializer(), plain.biasInitializer(), false);
    Network network = Network.initial(new NetworkSpec(3, List.of(unbiased, plain)), 3);
    agrees(network);
    assertThat(FoldedScaling.of(network, SCALING).network().spec().layer(1).useBias()).isTrue();
  }

  @Test
  void changesNothingWhereNothingIsScaled() {
    Network network = Networks.deep(3, 1, 4, Elementwise.RELU);
    Scaling.Fitted none = Scaling.Fitted.of(new double[3], new double[] {1, 1, 1});
    assertThat(FoldedScaling.of(network, none).network()).isSameAs(network);
  }

  @Test
  void keepsWhatLiesBetweenTheLayers() {
    int folded = 0;
    for (int number = 0; number < 40; number++) {
      Network network = MixedNetworks.of(number);
      if (network.spec().inputs() == 3) {
        FoldedScaling parts = FoldedScaling.of(network, SCALING);
        folded += parts.left().isIdentity() ? 1 : 0;
        double[][] seen = parts.left().isIdentity() ? RAW : SCALED;
        close(Networks.answer(parts.network(), seen), Networks.answer(network, SCALED));
      }
    }
    assertThat(folded).isPositive();
  }

  /** A norm, dropout or a skip reads the inputs besides layer 1, or before it. */
  @Test
  void leavesScalingBeforeWhatSeesTheInputs() {
    List<LayerSpec> layers =
        List.of(Networks.layer(3, Elementwise.TANH), Networks.layer(2, Elementwise.TANH));
    for (NetworkSpec spec :
        List.of(
            new NetworkSpec(3, layers, List.of(), LayerNorm.DEFAULT, 0),
            new NetworkSpec(3, layers, List.of(), null, 0.1),
            new NetworkSpec(3, layers, List.of(ResidualBlock.plain(1, 1, 1)), null, 0))) {
      Network network = Network.initial(spec, 3);
      FoldedScaling folded = FoldedScaling.of(network, SCALING);
      assertThat(folded.network()).isSameAs(network);
      assertThat(folded.left()).isSameAs(SCALING);
    }
  }

  @Test
  void aLinearOutputUndoesTheScalingOfTargets() {
    double[] range = {4, 0};
    double[] shift = {7, -2};
    Scaling.Fitted targets = Scaling.Fitted.of(shift, new double[] {0.25, 0});
    List<LayerSpec> layers =
        List.of(Networks.layer(3, Elementwise.TANH), Networks.layer(2, Elementwise.LINEAR));
    for (List<ResidualBlock> blocks :
        List.of(List.<ResidualBlock>of(), List.of(ResidualBlock.plain(1, 1, 1)))) {
      Network network = Network.initial(new NetworkSpec(3, layers, blocks, null, 0), 3);
      ScaledNetwork folded =
          new ScaledNetwork(network, Scaling.Fitted.identity(3), targets).withFoldedTargets();
      assertThat(folded.targets().isIdentity()).isTrue();
      double[][] expected = Networks.answer(network, SCALED);
      for (double[] answer : expected) {
        for (int k = 0; k < answer.length; k++) {
          answer[k] = answer[k] * range[k] + shift[k];
        }
      }
      close(Networks.answer(folded.network(), SCALED), expected);
    }
  }

  @Test
  void leavesTheScalingOfTargetsBehindAnyOtherOutput() {
    Scaling.Fitted targets = Scaling.Fitted.of(new double[] {7, -2}, new double[] {0.25, 0});
    LayerSpec normalised =
        Networks.layer(2, Elementwise.LINEAR).withNormalization(LayerNorm.DEFAULT);
    for (LayerSpec output : List.of(Networks.layer(2, Elementwise.SIGMOID), normalised)) {
      Network network = Network.initial(new NetworkSpec(3, List.of(output)), 3);
      ScaledNetwork scaled = new ScaledNetwork(network, SCALING, targets);
      assertThat(scaled.withFoldedTargets()).isSameAs(scaled);
    }
  }

  private static void agrees(Network network) {
    FoldedScaling folded = FoldedScaling.of(network, SCALING);
    assertThat(folded.left().isIdentity()).isTrue();
    close(Networks.answer(folded.network(), RAW), Networks.answer(network, SCALED));
  }

  private static void close(double[][] folded, double[][] expected) {
    for (int i = 0; i < RAW.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(folded[i][j])
            .as("output %d of sample %d", j, i)
            .isCloseTo(expected[i][j], within(TOLERANCE));
      }
    }
  }
}
