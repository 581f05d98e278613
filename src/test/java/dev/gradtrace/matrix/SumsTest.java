package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 100, 1003})
  void addsInEightLanes(int n) {
    double[] x = random(n, 1);
    double[] y = random(n, 2);
    assertThat(Sums.sum(x, 0, n)).isEqualTo(inLanes(n, (i, lane) -> lane + x[i]));
    assertThat(Sums.sumAbs(x, 0, n)).isEqualTo(inLanes(n, (i, lane) -> lane + Math.abs(x[i])));
    assertThat(Sums.dot(x, y, n)).isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i], y[i], lane)));
    assertThat(Sums.squaredDistance(x, y, n))
        .isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i] - y[i], x[i] - y[i], lane)));
    assertThat(Sums.sumOfSquaresAround(0.5, x, n))
        .isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i] - 0.5, x[i] - 0.5, lane)));
  }

  @Test
  void normNeitherOverflowsNorUnderflows() {
    assertThat(Sums.norm(new double[] {3e300, 4e300}, 0, 2)).isCloseTo(5e300, within(1e285));
    assertThat(Sums.norm(new double[] {3e-300, 4e-300}, 0, 2)).isCloseTo(5e-300, within(1e-315));
    assertThat(Sums.norm(new double[] {0, Double.MIN_VALUE}, 0, 2)).isEqualTo(Double.MIN_VALUE);
    assertThat(Sums.norm(new double[] {1, Double.NEGATIVE_INFINITY}, 0, 2))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Sums.norm(new double[] {1, Double.NaN}, 0, 2)).isNaN();
    assertThat(Sums.norm(new double[] {0, 0}, 0, 2)).isZero();
  }

  private interface Lane {
    double add(int i, double lane);
  }

  private static double inLanes(int n, Lane lane) {
    double[] s = new double[8];
    for (int i = 0; i < n; i++) {
      s[i % 8] = lane.add(i, s[i % 8]);
    }
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }

  private static double[] random(int n, int index) {
    RandomStream random = RandomStream.of(3, Purpose.GENERATOR, index);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.gaussian();
    }
    return values;
  }
}
