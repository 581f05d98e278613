package dev.gradtrace.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
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
