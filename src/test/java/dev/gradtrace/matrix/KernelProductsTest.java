package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelProductsTest {

  /** Primes, ones, lengths of unrolled loops, and neighbouring numbers. */
  private static final int[] SIZES = {
    1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 23, 24, 31, 32, 33, 64, 65
  };

  /** Common layer sizes, and sizes that are no multiple of a block. */
  private static final List<Shape> LARGE =
      List.of(
          new Shape(30, 784, 10),
          new Shape(30, 10, 784),
          new Shape(10, 30, 32),
          new Shape(100, 32, 29),
          new Shape(1, 1009, 1),
          new Shape(67, 521, 131),
          new Shape(131, 67, 521),
          new Shape(521, 3, 67));

  static Stream<Arguments> kernelsAndShapes() {
    return kernels()
        .flatMap(
            kernel ->
                Stream.of(Numbers.values())
                    .flatMap(
                        numbers -> shapes().map(shape -> Arguments.of(kernel, numbers, shape))));
  }

  static Stream<Kernel> kernels() {
    return Kernels.hasVectors()
        ? Stream.of(Kernels.plainKernel(), Kernels.vectorKernel())
        : Stream.of(Kernels.plainKernel());
  }

  private static Stream<Shape> shapes() {
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    Stream<Shape> small =
        Stream.generate(
                () ->
                    new Shape(
                        SIZES[random.below(SIZES.length)],
                        SIZES[random.below(SIZES.length)],
                        SIZES[random.below(SIZES.length)]))
            .limit(120);
    return Stream.concat(LARGE.stream(), small);
  }

  record Shape(int m, int k, int n) {}

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void everyElementIsOneAscendingChainOfFusedMultiplyAdds(
      Kernel kernel, Numbers numbers, Shape shape) {
    Matrix a = numbers.matrix(shape.m, shape.k, 2);
    Matrix b = numbers.matrix(shape.k, shape.n, 3);
    double alpha = 1.0 / 3;
    Matrix expected = Matrix.zeros(shape.m, shape.n);
    for (int i = 0; i < shape.m; i++) {
      for (int j = 0; j < shape.n; j++) {
        double sum = 0;
        for (int k = 0; k < shape.k; k++) {
          sum = Math.fma(a.at(i, k), b.at(k, j), sum);
        }
        expected.set(i, j, alpha * sum);
      }
    }
    Matrix at = transpose(a);
    Matrix bt = transpose(b);
    assertSameBits(product(kernel, alpha, a, b), expected);
    assertSameBits(product(kernel, alpha, at.transposed(), b), expected);
    assertSameBits(product(kernel, alpha, a, bt.transposed()), expected);
    assertSameBits(product(kernel, alpha, at.transposed(), bt.transposed()), expected);
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void descendsAlongAProductAsIfItWereComputedFirst(Kernel kernel, Numbers numbers, Shape shape) {
    Matrix a = numbers.matrix(shape.m, shape.k, 2);
    Matrix b = numbers.matrix(shape.n, shape.k, 3);
    Matrix w = numbers.matrix(shape.m, shape.n, 4);
    Matrix expected = w.copy();
    Matrix g = product(kernel, 1.0 / 3, a, b.transposed());
    for (int i = 0; i < g.size(); i++) {
      expected.data[i] = Math.fma(-0.3, g.data[i], w.data[i]);
    }
    double[] expectedSums = alongRows(g, w, w.columns());
    for (double[] sums : new double[][] {null, new double[3 * shape.m]}) {
      Matrix moved = w.copy();
      boolean done = kernel.descendAlong(0.3, 1.0 / 3, a, b, moved, g.copy(), sums);
      assertSameBits(moved, done ? expected : w);
      if (sums != null) {
        assertThat(sums).isEqualTo(done ? expectedSums : new double[3 * shape.m]);
      }
    }
    if (kernel != Kernels.plainKernel() && shape.m >= 8) {
      assertTilesMove(a, b, w, expected, alongRows(g, w, w.columns() / 8 * 8));
    }
  }

  @ParameterizedTest
  @MethodSource("kernelsAndShapes")
  void descendsAlongRows(Kernel kernel, Numbers numbers, Shape shape) {
    Matrix g = numbers.matrix(shape.m, shape.n, 2);
    Matrix w = numbers.matrix(shape.m, shape.n, 3);
    Matrix moved = w.copy();
    double[] sums = new double[3 * shape.m];
    int middle = shape.n / 2;
    kernel.descendAlongRows(0.3, g.data, moved.data, shape.m, 0, middle, sums);
    assertThat(sums).isEqualTo(alongRows(g, w, middle));
    kernel.descendAlongRows(0.3, g.data, moved.data, shape.m, middle, shape.n, sums);
    assertThat(sums).isEqualTo(alongRows(g, w, shape.n));
    Matrix expected = w.copy();
    for (int i = 0; i < w.size(); i++) {
      expected.data[i] = Math.fma(-0.3, g.data[i], w.data[i]);
    }
    assertSameBits(moved, expected);
    double[] squares = new double[shape.m];
    double[] magnitudes = new double[shape.m];
    kernel.sumSquares(g.data, shape.m, shape.n, squares);
    kernel.sumMagnitudes(g.data, shape.m, shape.n, magnitudes);
    assertThat(squares).isEqualTo(Arrays.copyOf(sums, shape.m));
    assertThat(magnitudes).isEqualTo(Arrays.copyOfRange(sums, shape.m, 2 * shape.m));
  }

  /** Σ g² of every row over the first columns, then Σ |g|, then Σ w², one after the other. */
  private static double[] alongRows(Matrix g, Matrix w, int columns) {
    int m = g.rows();
    double[] sums = new double[3 * m];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < m; i++) {
        sums[i] = Math.fma(g.at(i, j), g.at(i, j), sums[i]);
        sums[m + i] += Math.abs(g.at(i, j));
        sums[2 * m + i] = Math.fma(w.at(i, j), w.at(i, j), sums[2 * m + i]);
      }
    }
    return sums;
  }

  /** Also where C2 does not compile these tiles well, so that the kernel does not use them. */
  private static void assertTilesMove(
      Matrix a, Matrix b, Matrix w, Matrix expected, double[] expectedSums) {
    Matrix moved = w.copy();
    double[] sums = new double[expectedSums.length];
    int columns = VectorDescent.along(0.3, 1.0 / 3, a, b, moved, sums);
    assertThat(sums).isEqualTo(expectedSums);
    assertThat(columns).isEqualTo(w.columns() / 8 * 8);
    int end = columns * w.rows();
    assertThat(Arrays.mismatch(moved.data, 0, end, expected.data, 0, end)).isNegative();
    assertThat(Arrays.mismatch(moved.data, end, w.size(), w.data, end, w.size())).isNegative();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void passesNaNInfinityAndSubnormalsAsIeeeSays(Kernel kernel) {
    Matrix a = Matrix.zeros(20, 2);
    a.set(0, 1, 1);
    a.set(1, 0, Double.NaN);
    a.set(19, 1, Double.MIN_VALUE);
    Matrix b = Matrix.ofRows(new double[][] {{Double.POSITIVE_INFINITY, 0}, {1, 3}});
    Matrix c = product(kernel, 1, a, b);
    assertThat(c.at(0, 0)).as("0·∞").isNaN();
    assertThat(c.at(1, 1)).isNaN();
    assertThat(c.at(19, 1)).isEqualTo(3 * Double.MIN_VALUE);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> Matrix.zeros(2, 2).setProduct(Matrix.zeros(2, 3), Matrix.zeros(2, 2)))
        .hasMessage("cannot set 2×2 to the product of 2×3 and 2×2");
  }

  @Test
  void worksOnTheColumnsThatAreLeftOfANarrowedMatrix() {
    Matrix a = Numbers.ORDINARY.matrix(5, 4, 4);
    Matrix b = Numbers.ORDINARY.matrix(4, 6, 5);
    Matrix whole = product(Kernels.active(), 1, a, b);
    b.narrowTo(2);
    Matrix part = product(Kernels.active(), 1, a, b);
    for (int i = 0; i < 5; i++) {
      assertThat(part.at(i, 1)).isEqualTo(whole.at(i, 1));
    }
  }

  private static Matrix product(Kernel kernel, double alpha, MatrixView a, MatrixView b) {
    Matrix c = Matrix.zeros(a.rows(), b.columns());
    c.fill(Double.NaN);
    kernel.multiply(alpha, a, b, c);
    return c;
  }

  private static Matrix transpose(Matrix matrix) {
    Matrix transposed = Matrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        transposed.set(j, i, matrix.at(i, j));
      }
    }
    return transposed;
  }

  private static void assertSameBits(Matrix actual, Matrix expected) {
    int different = Arrays.mismatch(actual.data, expected.data);
    if (different >= 0) {
      int i = different % expected.rows();
      int j = different / expected.rows();
      throw new AssertionError(
          "C(%s,%s): %s for %s".formatted(i, j, actual.at(i, j), expected.at(i, j)));
    }
  }
}
