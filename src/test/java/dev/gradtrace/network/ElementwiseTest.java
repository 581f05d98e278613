package dev.gradtrace.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.matrix.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseTest {

  private static final double[] POINTS = {
    0, -0.0, 1e-310, -1e-10, 0.3, -0.3, 1, -1, 2.5, -7, 19, -40, 300, -300, 800, -800, 1e300, -1e300
  };

  @ParameterizedTest
  @EnumSource(Elementwise.class)
  void thePassOverABatchAndTheDefinitionAgreeBitForBit(Elementwise activation) {
    Matrix z = Matrix.ofSamples(new double[][] {POINTS});
    Matrix a = Matrix.zeros(POINTS.length, 1);
    Matrix slope = Matrix.zeros(POINTS.length, 1);
    activation.apply(z, a, slope);
    for (int i = 0; i < POINTS.length; i++) {
      assertThat(a.at(i, 0)).as("σ(%s)", POINTS[i]).isEqualTo(activation.value(POINTS[i]));
      assertThat(slope.at(i, 0)).as("σ′(%s)", POINTS[i]).isEqualTo(activation.slope(POINTS[i]));
    }
  }

  @ParameterizedTest
  @EnumSource(Elementwise.class)
  void theSlopeIsTheDerivative(Elementwise activation) {
    double h = 0x1p-12;
    for (double z : new double[] {-3.1, -1.2, -0.4, 0.35, 1.3, 2.9}) {
      double numerical =
          (8 * (activation.value(z + h) - activation.value(z - h))
                  - (activation.value(z + 2 * h) - activation.value(z - 2 * h)))
              / (12 * h);
      assertThat(Math.abs(activation.slope(z) - numerical))
          .as("σ′(%s)", z)
          .isLessThan(1e-10 * Math.max(1, Math.abs(numerical)));
    }
  }

  @ParameterizedTest
  @EnumSource(Elementwise.class)
  void neverSwallowsNaN(Elementwise activation) {
    Matrix z = Matrix.ofRows(new double[][] {{Double.NaN}});
    Matrix a = Matrix.zeros(1, 1);
    activation.apply(z, a, Matrix.zeros(1, 1));
    assertThat(a.at(0, 0)).isNaN();
  }
}
