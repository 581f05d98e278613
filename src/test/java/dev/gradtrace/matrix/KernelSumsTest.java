package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.parallel.SpareThreads;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelSumsTest {

  private static final int[] LENGTHS = {
    0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 47, 63, 64, 65, 100, 1003
  };

  /** Rows and columns, the least and the greatest number of elements among them. */
  private static final int[][] ALONG_ROWS = {
    {8, 1025}, {9, 1000}, {30, 784}, {100, 83}, {1003, 9}, {512, 256}
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

  static Stream<KernelChoice> choices() {
    return KernelChoice.available();
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
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
        kernel.squaredDistance(x, y, 2, n),
        inLanes(n, (i, lane) -> Math.fma(x[i + 2] - y[i + 2], x[i + 2] - y[i + 2], lane)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndLengths")
  void descendsAndMeasuresInOnePass(Kernel kernel, Numbers numbers, int n) {
    double[] g = numbers.array(n + 8, 1);
    double[] w = numbers.array(n + 8, 2);
    double[] moved = w.clone();
    double[] sums = new double[5];
    kernel.descend(0.3, g, moved, 3, n, sums, 2);
    assertSame(sums[2 + DescentSums.GRADIENT_SQUARES], kernel.dot(g, 3, g, 3, n));
    assertSame(sums[2 + DescentSums.GRADIENT_ABS], kernel.sumAbs(g, 3, n));
    assertSame(sums[2 + DescentSums.WEIGHT_SQUARES], kernel.dot(w, 3, w, 3, n));
    for (int i = 0; i < n + 8; i++) {
      assertSame(moved[i], i < 3 || i >= n + 3 ? w[i] : Math.fma(-0.3, g[i], w[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void sumsOfManyAreThoseOfBlocksWhoeverComputesThem(KernelChoice choice) {
    choice.use();
    for (int columns : new int[] {257, 320, 417}) {
      Matrix g = Numbers.ORDINARY.matrix(512, columns, 1);
      Matrix w = Numbers.ORDINARY.matrix(512, columns, 2);
      double squares = inBlocks(g, (i, lane) -> Math.fma(g.data[i], g.data[i], lane));
      double magnitudes = inBlocks(g, (i, lane) -> lane + Math.abs(g.data[i]));
      double weights = inBlocks(g, (i, lane) -> Math.fma(w.data[i], w.data[i], lane));
      assertSame(g.norm(), Math.sqrt(squares));
      assertSame(g.sumAbs(), magnitudes);
      assertSame(w.dot(w), weights);
      Matrix zero = Matrix.zeros(512, columns);
      assertSame(w.distance(zero), Math.sqrt(weights));
      assertSame(w.sum(), inBlocks(w, (i, lane) -> lane + w.data[i]));
      for (int threads : new int[] {1, 2, 7}) {
        try (SpareThreads spare = new SpareThreads(threads, System::nanoTime).use()) {
          for (int repetition = 0; repetition < 20; repetition++) {
            assertDescends(w, g, Math.sqrt(squares), magnitudes, Math.sqrt(weights));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void sumsOfMatricesOfMiddleSizeAreThoseOfTheirRows(KernelChoice choice) {
    choice.use();
    for (int[] shape : ALONG_ROWS) {
      Matrix g = Numbers.ORDINARY.matrix(shape[0], shape[1], 1);
      Matrix w = Numbers.ORDINARY.matrix(shape[0], shape[1], 2);
      double gradientNorm = Math.sqrt(alongRows(g, (x, sum) -> Math.fma(x, x, sum)));
      double magnitudes = alongRows(g, (x, sum) -> sum + Math.abs(x));
      double weightNorm = Math.sqrt(alongRows(w, (x, sum) -> Math.fma(x, x, sum)));
      assertSame(g.norm(), gradientNorm);
      assertSame(g.sumAbs(), magnitudes);
      assertSame(w.norm(), weightNorm);
      assertDescends(w, g, gradientNorm, magnitudes, weightNorm);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void descendsAlongAProductWithTheNormsOfTheGradient(KernelChoice choice) {
    choice.use();
    for (int[] shape : ALONG_ROWS) {
      for (double alpha : new double[] {0.1, 1e-200, 0}) {
        Matrix a = Numbers.ORDINARY.matrix(shape[0], 5, 1);
        Matrix b = Numbers.ORDINARY.matrix(shape[1], 5, 2);
        Matrix w = Numbers.ORDINARY.matrix(shape[0], shape[1], 3);
        Matrix g = Matrix.zeros(shape[0], shape[1]);
        g.setProduct(alpha, a, b.transposed());
        DescentSums expected = new DescentSums();
        DescentSums actual = new DescentSums();
        Matrix along = w.copy();
        Updates.descend(w, g, 0.3, expected);
        Updates.descendAlong(along, 0.3, alpha, a, b, Matrix.zeros(shape[0], shape[1]), actual);
        assertThat(along.data).isEqualTo(w.data);
        assertSame(actual.gradientNorm(), expected.gradientNorm());
        assertSame(actual.gradientMeanAbs(), expected.gradientMeanAbs());
        assertSame(actual.weightNorm(), expected.weightNorm());
        assertThat(actual.gradientNorm() > 0).isEqualTo(alpha > 0);
      }
    }
  }

  private static double alongRows(Matrix matrix, DoubleBinaryOperator add) {
    double[] rows = new double[matrix.rows()];
    for (int j = 0; j < matrix.columns(); j++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = add.applyAsDouble(matrix.at(i, j), rows[i]);
      }
    }
    return inLanes(rows.length, (i, lane) -> lane + rows[i]);
  }

  private static void assertDescends(
      Matrix w, Matrix g, double gradientNorm, double magnitudes, double weightNorm) {
    DescentSums sums = new DescentSums();
    Matrix moved = w.copy();
    Updates.descend(moved, g, 0.3, sums);
    assertSame(sums.gradientNorm(), gradientNorm);
    assertSame(sums.gradientMeanAbs(), magnitudes / g.size());
    assertSame(sums.weightNorm(), weightNorm);
    Matrix unobserved = w.copy();
    Updates.descend(unobserved, g, 0.3);
    for (int i = 0; i < w.size(); i++) {
      assertSame(moved.data[i], Math.fma(-0.3, g.data[i], w.data[i]));
      assertSame(unobserved.data[i], moved.data[i]);
    }
  }

  private static double inBlocks(Matrix matrix, Lane lane) {
    double sum = 0;
    for (int from = 0; from < matrix.size(); from += 32768) {
      int first = from;
      sum += inLanes(Math.min(32768, matrix.size() - from), (i, s) -> lane.add(first + i, s));
    }
    return sum;
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
