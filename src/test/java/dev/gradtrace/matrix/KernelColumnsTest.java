package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelColumnsTest {

  private static final int COLUMNS = 5;

  private static final double[] FACTORS = {0.5, -3, 0, 1e-3, 7};

  static Stream<Arguments> kernelsAndRows() {
    return KernelProductsTest.kernels()
        .flatMap(
            kernel ->
                IntStream.of(1, 7, 8, 9, 15, 16, 17, 30, 64, 101)
                    .mapToObj(n -> Arguments.of(kernel, n)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndRows")
  void pullsBackAndMeasuresInOnePass(Kernel kernel, int n) {
    double[] slope = Numbers.ORDINARY.array(n * COLUMNS, 1);
    double[] v = Numbers.ORDINARY.array(n * COLUMNS, 2);
    double[] delta = new double[n * COLUMNS];
    double[] deltaSquares = new double[COLUMNS];
    double[] squares = new double[COLUMNS];
    double[] again = new double[COLUMNS];
    kernel.pullBack(slope, v, delta, n, COLUMNS, deltaSquares, squares);
    for (int i = 0; i < delta.length; i++) {
      assertThat(delta[i]).as("δ %d", i).isEqualTo(slope[i] * v[i]);
    }
    for (int j = 0; j < COLUMNS; j++) {
      assertThat(deltaSquares[j]).as("‖δ‖² of %d", j).isEqualTo(squares(delta, j * n, n));
      assertThat(squares[j]).as("‖v‖² of %d", j).isEqualTo(squares(v, j * n, n));
    }
    kernel.squaresOfColumns(v, n, COLUMNS, again);
    assertThat(again).isEqualTo(squares);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndRows")
  void addsAndSumsColumns(Kernel kernel, int n) {
    double[] x = Numbers.ORDINARY.array(n * COLUMNS, 3);
    double[] vector = Numbers.ORDINARY.array(n, 4);
    double[] moved = x.clone();
    double[] sums = new double[n];
    kernel.addToColumns(vector, moved, n, COLUMNS);
    kernel.sumColumns(x, sums, n, COLUMNS);
    double[] weighted = new double[n];
    double[] magnitudes = new double[n];
    kernel.weightedSum(FACTORS, x, n, COLUMNS, weighted);
    kernel.sumMagnitudes(x, n, COLUMNS, magnitudes);
    for (int i = 0; i < n; i++) {
      double weightedSum = 0;
      double magnitude = 0;
      for (int j = 0; j < COLUMNS; j++) {
        weightedSum = Math.fma(FACTORS[j], x[i + j * n], weightedSum);
        magnitude += Math.abs(x[i + j * n]);
      }
      assertThat(weighted[i]).as("weighted row %d", i).isEqualTo(weightedSum);
      assertThat(magnitudes[i]).as("magnitudes of row %d", i).isEqualTo(magnitude);
      double sum = x[i];
      for (int j = 0; j < COLUMNS; j++) {
        assertThat(moved[i + j * n]).isEqualTo(x[i + j * n] + vector[i]);
        sum = j == 0 ? sum : sum + x[i + j * n];
      }
      assertThat(sums[i]).as("row %d", i).isEqualTo(sum);
    }
  }

  @Test
  void errorsAreExactWhereTheProbabilityRoundsToOne() {
    Matrix one = Matrix.ofColumns(1, new double[] {1, 0.75, 0.25});
    Matrix slope = Matrix.ofColumns(1, new double[] {1e-30, 0.1875, 0.1875});
    Matrix targets = Matrix.ofColumns(1, new double[] {1, 0, 1});
    Matrix delta = Matrix.zeros(1, 3);
    LogitGradients.errors(new double[] {1, 1, 1}, targets, one, one, slope, delta);
    assertThat(delta.toArray()).containsExactly(-1e-30, 0.75, -0.75);
  }

  @Test
  void theLeastMagnitudeIsThatOfNoZero() {
    Magnitudes magnitudes = new Magnitudes();
    magnitudes.include(new double[] {0, -0.0, -3, 1e-310, 2, 1e300}, 5);
    assertThat(magnitudes.least()).isEqualTo(1e-310);
    assertThat(magnitudes.greatest()).isEqualTo(3);
  }

  @Test
  void momentsSurviveAMeanFarFromZero() {
    Matrix z = Matrix.ofColumns(1, new double[] {1e8 + 1, 1e8 + 2, 1e8 + 3, 1e8 + 6});
    Matrix slope = Matrix.ofColumns(1, new double[] {0.2, -0.3, 0.1, 0.3});
    SignalMoments moments = new SignalMoments();
    moments.measure(z, slope, slope, 0.3);
    assertThat(moments.preactivationMean()).isEqualTo(1e8 + 3);
    assertThat(moments.preactivationStd()).isCloseTo(Math.sqrt(3.5), within(1e-15));
    assertThat(moments.slopeMean()).isCloseTo(0.075, within(1e-16));
    assertThat(moments.saturatedFraction()).isEqualTo(0.5);
  }

  /** Eight lanes over whole blocks; the remaining elements go to the last lanes. */
  private static double squares(double[] x, int from, int n) {
    if (n < 8) {
      return Arrays.stream(x, from, from + n)
          .reduce(0, (sum, value) -> Math.fma(value, value, sum));
    }
    double[] s = new double[8];
    int left = n % 8;
    for (int i = 0; i < n; i++) {
      int lane = i < n - left ? i % 8 : 8 - (n - i);
      s[lane] = Math.fma(x[from + i], x[from + i], s[lane]);
    }
    return PlainSums.tree(s, 0);
  }
}
