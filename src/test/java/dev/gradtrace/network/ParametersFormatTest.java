package dev.gradtrace.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ParametersFormatTest {

  private static final double[] WEIGHTS = {
    Double.NaN, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0.1
  };

  private static final Parameters PARAMETERS =
      Parameters.of(
          List.of(
              new Parameters.Layer(
                  Matrix.ofColumns(2, WEIGHTS), Matrix.ofColumns(2, new double[] {1, -0.0})),
              new Parameters.Layer(
                  Matrix.ofColumns(1, new double[] {3, 4}),
                  Matrix.ofColumns(1, new double[] {5}))));

  @Test
  void keepsEveryBitAndEveryShape() {
    Parameters read = ParametersFormat.read(ParametersFormat.write(PARAMETERS));
    assertThat(read.depth()).isEqualTo(2);
    assertThat(read.weights(1).rows()).isEqualTo(2);
    assertThat(read.weights(1).columns()).isEqualTo(3);
    assertThat(Arrays.equals(read.weights(1).toArray(), WEIGHTS)).isTrue();
    assertThat(read.biases(1).toArray()).isEqualTo(PARAMETERS.biases(1).toArray());
    assertThat(read.weights(2).rows()).isEqualTo(1);
    assertThat(read.biases(2).at(0, 0)).isEqualTo(5);
  }

  @Test
  void takesEightBytesForANumber() {
    assertThat(ParametersFormat.write(PARAMETERS)).hasSize(8 * 11 + 2 * 8 + 4 + 12);
  }

  private static Parameters normalised() {
    LayerSpec layer = LayerSpec.of(2, Elementwise.TANH).withNormalization(BatchNorm.DEFAULT);
    NetworkSpec spec =
        new NetworkSpec(
            2,
            List.of(layer, layer, LayerSpec.of(1, Elementwise.SIGMOID)),
            List.of(new ResidualBlock(1, 2, 1, LayerNorm.DEFAULT, ResidualBlock.Position.BEFORE)),
            LayerNorm.DEFAULT,
            0);
    Parameters parameters = Parameters.initial(spec, 3);
    parameters.normalization(NormalizationPlace.LAYER, 1).movingVariance().set(1, 0, 0.1);
    parameters.normalization(NormalizationPlace.INPUT, 1).beta().set(0, 0, -0.0);
    return parameters;
  }

  @Test
  void keepsNormalisationsInTheirPlaces() {
    Parameters written = normalised();
    Parameters read = ParametersFormat.read(ParametersFormat.write(written));
    for (int l = 1; l <= 3; l++) {
      assertThat(read.layers().get(l - 1).normalizations().keySet())
          .isEqualTo(written.layers().get(l - 1).normalizations().keySet());
    }
    assertThat(read.matrices().map(Matrix::toArray).toList())
        .usingElementComparator((a, b) -> Arrays.compare(a, b))
        .containsExactlyElementsOf(written.matrices().map(Matrix::toArray).toList());
  }

  @Test
  void ofTheFirstReleaseIsWhatPlainNetworksStillWrite() {
    byte[] bytes = ParametersFormat.write(PARAMETERS);
    assertThat(HexFormat.of().formatHex(bytes, 0, 40))
        .isEqualTo(
            "47547061000000010000000200000002000000037ff800000000000080000000000000007ff00000");
  }

  @Test
  void readsDamagedBytesAsSomethingElseOrNotAtAll() {
    byte[] bytes = ParametersFormat.write(normalised());
    int body = bytes.length - Integer.BYTES;
    for (int i = 0; i < body; i++) {
      assertUnreadable(Arrays.copyOf(bytes, i));
      assertUnreadable(sealed(Arrays.copyOf(bytes, i + Integer.BYTES)));
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << bit);
        assertUnreadable(damaged);
        try {
          ParametersFormat.read(sealed(damaged));
        } catch (UnreadableRecord expected) {
          assertThat(expected).hasMessageNotContaining("null");
        }
      }
    }
  }

  /** The bytes with the matching checksum. */
  private static byte[] sealed(byte[] bytes) {
    int body = bytes.length - Integer.BYTES;
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, body);
    ByteBuffer.wrap(bytes).putInt(body, (int) checksum.getValue());
    return bytes;
  }

  private static void assertUnreadable(byte[] bytes) {
    assertThatThrownBy(() -> ParametersFormat.read(bytes)).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void refusesAShapeThatCannotBe() {
    Parameters empty = Parameters.of(List.of());
    assertThat(ParametersFormat.read(ParametersFormat.write(empty)).depth()).isZero();
    byte[] truncated = Arrays.copyOf(ParametersFormat.write(PARAMETERS), 40);
    assertThatThrownBy(() -> ParametersFormat.read(truncated))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageStartingWith("a record of parameters is damaged");
  }
}
