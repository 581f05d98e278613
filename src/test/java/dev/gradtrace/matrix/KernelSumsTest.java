package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelSumsTest {

  private static final int[] LENGTHS = {
    0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 63, 64, 65, 100, 1003
  };

  static Stream<Arguments> kernelsAndLengths() {
    return KernelProductsTest.kernels()
        .flatMap(
            kernel ->
                Stream.of(Numbers.values())
                    .flatMap(
                        numbers ->
                            IntStream.of(LENGTHS).mapToObj(n -> Arguments.of(kernel, numbers, n))));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void addsInSixteenLanesAndARest(Kernel kernel, Numbers numbers, int n) {
    double[] x = numbers.array(n + 3, 1);
    double[] y = numbers.array(n + 3, 2);
    assertSame(kernel.sum(x, 3, n), inLanes(n, (i, lane) -> lane + x[i + 3]));
    assertSame(kernel.sumAbs(x, 0, n), inLanes(n, (i, lane) -> lane + Math.abs(x[i])));
    assertSame(
        kernel.dot(x, 1, y, 2, n), inLanes(n, (i, lane) -> Math.fma(x[i + 1], y[i + 2], lane)));
    assertSame(
        kernel.squaredDistance(x, y, n),
        inLanes(n, (i, lane) -> Math.fma(x[i] - y[i], x[i] - y[i], lane)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void descendsAndMeasuresInOnePass(Kernel kernel, Numbers numbers, int n) {
    double[] g = numbers.array(n, 1);
    double[] w = numbers.array(n, 2);
    double[] moved = w.clone();
    double[] sums = new double[3];
    kernel.descend(0.3, g, moved, n, sums);
    assertSame(sums[DescentSums.GRADIENT_SQUARES], kernel.dot(g, 0, g, 0, n));
    assertSame(sums[DescentSums.GRADIENT_ABS], kernel.sumAbs(g, 0, n));
    assertSame(sums[DescentSums.WEIGHT_SQUARES], kernel.dot(w, 0, w, 0, n));
    for (int i = 0; i < n; i++) {
      assertSame(moved[i], Math.fma(-0.3, g[i], w[i]));
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

  private static void assertSame(double actual, double expected) {
    assertThat(Double.doubleToLongBits(actual))
        .as("%s for %s", actual, expected)
        .isEqualTo(Double.doubleToLongBits(expected));
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
}
