package dev.gradtrace.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of a network by a diagnosis keep its norms, dropout and blocks. */
class VariationsTest {

  private static final LayerSpec FOUR =
      LayerSpec.of(4, Elementwise.EXPONENTIAL)
          .withNormalization(new LayerNormalization(BatchNorm.DEFAULT, Position.AFTER_ACTIVATION))
          .withDropout(0.25);
  private static final LayerSpec SIX = LayerSpec.of(6, Elementwise.SIGMOID).withDropout(0.5);

  /** A block around layers of the inputs' width, and another one behind it. */
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          4,
          List.of(SIX, FOUR, SIX, FOUR, SIX, LayerSpec.of(3, Elementwise.LINEAR)),
          List.of(
              new ResidualBlock(1, 2, 0.5, LayerNorm.DEFAULT, ResidualBlock.Position.BEFORE),
              new ResidualBlock(4, 5, 2, null, ResidualBlock.Position.BEFORE)),
          LayerNorm.DEFAULT,
          0.125);

  static Stream<UnaryOperator<NetworkSpec>> variations() {
    return Stream.of(
        network -> Variations.hidden(network, layer -> layer.withActivation(Elementwise.RELU)),
        network -> Variations.output(network, new Softmax()),
        Variations::wellStarted,
        Variations::tamed,
        network -> Variations.larger(network, 8));
  }

  @ParameterizedTest
  @MethodSource("variations")
  void keepsWhatItIsNotAbout(UnaryOperator<NetworkSpec> variation) {
    NetworkSpec changed = variation.apply(NETWORK);
    assertThat(changed.blocks()).isEqualTo(NETWORK.blocks());
    assertThat(changed.inputNormalization()).isEqualTo(NETWORK.inputNormalization());
    assertThat(changed.inputDropout()).isEqualTo(NETWORK.inputDropout());
    assertThat(changed.layers())
        .extracting(LayerSpec::normalization)
        .isEqualTo(NETWORK.layers().stream().map(LayerSpec::normalization).toList());
    assertThat(changed.layers())
        .extracting(LayerSpec::dropout)
        .isEqualTo(NETWORK.layers().stream().map(LayerSpec::dropout).toList());
  }

  /** Where a skip carries the inputs, the block's end stays as wide as they are. */
  @Test
  void widensBlocksWithWhatEntersThem() {
    NetworkSpec wider = Variations.larger(NETWORK, 8);
    assertThat(wider.layers()).extracting(LayerSpec::units).containsExactly(48, 4, 48, 32, 48, 3);
  }

  @Test
  void cutsNoBlockInTwo() {
    NetworkSpec three =
        new NetworkSpec(
            4,
            List.of(SIX, FOUR, SIX, SIX, FOUR, LayerSpec.of(3, Elementwise.LINEAR)),
            List.of(ResidualBlock.plain(3, 5, 1)),
            null,
            0);
    assertThat(Variations.shallower(three).depth()).isEqualTo(3);
    assertThat(Variations.shallower(three).blocks()).isEmpty();
    NetworkSpec over =
        new NetworkSpec(
            4,
            List.of(SIX, SIX, SIX, FOUR, LayerSpec.of(3, Elementwise.LINEAR)),
            List.of(ResidualBlock.plain(2, 3, 1)),
            null,
            0);
    assertThat(Variations.shallower(over).depth()).isEqualTo(4);
    assertThat(Variations.shallower(over).blocks()).isEqualTo(over.blocks());
  }
}
