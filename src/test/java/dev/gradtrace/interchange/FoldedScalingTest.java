package dev.gradtrace.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
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
    assertThat(FoldedScaling.into(network, SCALING).spec().layer(1).useBias()).isTrue();
  }

  @Test
  void changesNothingWhereNothingIsScaled() {
    Network network = Networks.deep(3, 1, 4, Elementwise.RELU);
    Scaling.Fitted none = Scaling.Fitted.of(new double[3], new double[] {1, 1, 1});
    assertThat(FoldedScaling.into(network, none)).isSameAs(network);
  }

  private static void agrees(Network network) {
    double[][] folded = Networks.answer(FoldedScaling.into(network, SCALING), RAW);
    double[][] expected = Networks.answer(network, SCALED);
    for (int i = 0; i < RAW.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        assertThat(folded[i][j])
            .as("output %d of sample %d", j, i)
            .isCloseTo(expected[i][j], within(TOLERANCE));
      }
    }
  }
}
