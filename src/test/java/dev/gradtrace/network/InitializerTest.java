package dev.gradtrace.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.matrix.RandomStream;
import dev.gradtrace.matrix.RandomStream.Purpose;
import dev.gradtrace.network.Initializer.VarianceScaling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {

  private static final int FAN_IN = 400;
  private static final int FAN_OUT = 250;

  /** Five standard errors of a variance over 100 000 draws. */
  private static final double TOLERANCE = 5 * Math.sqrt(2.0 / (FAN_IN * FAN_OUT));

  @ParameterizedTest
  @EnumSource(VarianceScaling.class)
  void drawsTheVarianceItPromises(VarianceScaling initializer) {
    Matrix weights = Matrix.zeros(FAN_OUT, FAN_IN);
    initializer.fill(weights, FAN_IN, RandomStream.of(1, Purpose.WEIGHTS, 1));
    double variance = weights.dot(weights) / weights.size();
    double ratio = variance / initializer.variance(FAN_OUT, FAN_IN, FAN_IN);
    assertThat(ratio).isCloseTo(1, within(TOLERANCE));
  }

  /** torch.nn.Linear: U(±1/√fanIn), the biases by the fan-in of their layer, too. */
  @Test
  void startsWeightsAndBiasesAsPytorchDoes() {
    LayerSpec layer =
        new LayerSpec(
            FAN_OUT,
            Elementwise.TANH,
            VarianceScaling.TORCH_LINEAR,
            VarianceScaling.TORCH_LINEAR,
            true);
    Parameters start = Parameters.initial(new NetworkSpec(FAN_IN, List.of(layer)), 1);
    double limit = 1 / Math.sqrt(FAN_IN);
    for (Matrix numbers : List.of(start.weights(1), start.biases(1))) {
      double largest = Arrays.stream(numbers.toArray()).map(Math::abs).max().orElseThrow();
      assertThat(largest).isLessThanOrEqualTo(Math.nextUp(limit)).isGreaterThan(0.95 * limit);
    }
  }

  @Test
  void layersOfOneShapeAndNumberStartAlikeWhateverTheOthersAre() {
    LayerSpec layer = LayerSpec.of(4, Elementwise.TANH);
    NetworkSpec one = new NetworkSpec(3, List.of(layer, LayerSpec.of(2, Elementwise.LINEAR)));
    NetworkSpec other = new NetworkSpec(3, List.of(layer, LayerSpec.of(7, Elementwise.RELU)));
    assertThat(Parameters.initial(one, 5).weights(1).toArray())
        .isEqualTo(Parameters.initial(other, 5).weights(1).toArray());
    assertThat(Parameters.initial(one, 6).weights(1).toArray())
        .isNotEqualTo(Parameters.initial(one, 5).weights(1).toArray());
  }

  @Test
  void aLayerWithoutBiasesHasZeros() {
    LayerSpec layer =
        new LayerSpec(
            3, Elementwise.TANH, VarianceScaling.HE_NORMAL, Initializer.Constant.ONES, false);
    NetworkSpec spec = new NetworkSpec(2, List.of(layer));
    assertThat(Parameters.initial(spec, 0).biases(1).toArray()).containsOnly(0);
    assertThat(spec.parameterCount()).isEqualTo(6);
  }
}
