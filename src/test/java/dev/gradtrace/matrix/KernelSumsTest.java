package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelSumsTest {

  private static final int[] LENGTHS = {0, 1, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 100, 1003};

  static Stream<Arguments> kernelsAndLengths() {
    return KernelProductsTest.kernels()
        .flatMap(kernel -> IntStream.of(LENGTHS).mapToObj(n -> Arguments.of(kernel, n)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void addsInSixteenLanesAndARest(Kernel kernel, int n) {
    double[] x = random(n + 3, 1);
    double[] y = random(n + 3, 2);
    double sum = inLanes(n, (i, lane) -> lane + x[i + 3]);
    double abs = inLanes(n, (i, lane) -> lane + Math.abs(x[i]));
    assertThat(kernel.sum(x, 3, n)).isEqualTo(sum);
    assertThat(kernel.sumAbs(x, 0, n)).isEqualTo(abs);
    assertThat(kernel.dot(x, 1, y, 2, n))
        .isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i + 1], y[i + 2], lane)));
    assertThat(kernel.squaredDistance(x, y, n))
        .isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i] - y[i], x[i] - y[i], lane)));
    assertThat(kernel.sumOfSquaresAround(0.5, x, n))
        .isEqualTo(inLanes(n, (i, lane) -> Math.fma(x[i] - 0.5, x[i] - 0.5, lane)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void descendsAndMeasuresInOnePass(Kernel kernel, int n) {
    double[] g = random(n, 1);
    double[] w = random(n, 2);
    double[] moved = w.clone();
    double[] sums = new double[3];
    kernel.descend(0.3, g, moved, n, sums);
    assertThat(sums[Kernel.GRADIENT_SQUARES]).isEqualTo(kernel.dot(g, 0, g, 0, n));
    assertThat(sums[Kernel.GRADIENT_ABS]).isEqualTo(kernel.sumAbs(g, 0, n));
    assertThat(sums[Kernel.WEIGHT_SQUARES]).isEqualTo(kernel.dot(w, 0, w, 0, n));
    for (int i = 0; i < n; i++) {
      assertThat(moved[i]).as("w[%d]", i).isEqualTo(Math.fma(-0.3, g[i], w[i]));
    }
  }

  @Test
  void normNeitherOverflowsNorUnderflows() {
    assertThat(norm(3e300, 4e300)).isCloseTo(5e300, within(1e285));
    assertThat(norm(3e-300, 4e-300)).isCloseTo(5e-300, within(1e-315));
    assertThat(norm(0, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(norm(1, Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(norm(1, Double.NaN)).isNaN();
    assertThat(norm(0, 0)).isZero();
  }

  private static double norm(double... x) {
    return Norm.of(x, 0, x.length);
  }

  private interface Lane {
    double add(int i, double lane);
  }

  private static double inLanes(int n, Lane lane) {
    int whole = n / 16 * 16;
    double[] s = new double[16];
    for (int i = 0; i < whole; i++) {
      s[i % 16] = lane.add(i, s[i % 16]);
    }
    double rest = 0;
    for (int i = whole; i < n; i++) {
      rest = lane.add(i, rest);
    }
    return (tree(s, 0) + tree(s, 8)) + rest;
  }

  private static double tree(double[] s, int at) {
    return ((s[at] + s[at + 4]) + (s[at + 2] + s[at + 6]))
        + ((s[at + 1] + s[at + 5]) + (s[at + 3] + s[at + 7]));
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
