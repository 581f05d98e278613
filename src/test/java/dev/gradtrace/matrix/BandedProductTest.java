package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.parallel.SpareThreads;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BandedProductTest {

  /** Common layer sizes, ones, primes, and numbers next to the sizes of panels and tiles. */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 400_000, 3),
          new Shape(7, 70_001, 3),
          new Shape(1, 1009, 160),
          new Shape(3, 521, 131),
          new Shape(7, 300, 103),
          new Shape(9, 784, 30),
          new Shape(17, 131, 97),
          new Shape(30, 10, 784),
          new Shape(31, 1009, 5),
          new Shape(33, 65, 127),
          new Shape(100, 784, 10),
          new Shape(160, 1009, 1),
          new Shape(521, 3, 131),
          new Shape(1009, 67, 3));

  private static final int THREADS = 3;

  private record Shape(int m, int k, int n) {}

  static Stream<KernelChoice> kernels() {
    return KernelChoice.available();
  }

  @AfterEach
  void backToTheKernelAJvmStartsWith() {
    KernelChoice.PLAIN.use();
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void hasTheSameBitsInAnyNumberOfBands(Numbers numbers) {
    for (Shape shape : SHAPES) {
      Matrix a = numbers.matrix(shape.m, shape.k, 2);
      Matrix b = numbers.matrix(shape.k, shape.n, 3);
      List<MatrixView> left = List.of(a, a, transpose(a).transposed());
      List<MatrixView> right = List.of(b, transpose(b).transposed(), b);
      Matrix expected = Matrix.zeros(shape.m, shape.n);
      Kernels.plainKernel().multiply(1.0 / 3, a, b, expected);
      kernels().forEach(kernel -> assertSame(kernel, left, right, expected));
    }
  }

  /** Plain·plain, plain·transposed, transposed·plain: the three products of a step. */
  private static void assertSame(
      KernelChoice kernel, List<MatrixView> left, List<MatrixView> right, Matrix expected) {
    kernel.use();
    try (SpareThreads spare = new SpareThreads(THREADS, System::nanoTime).use()) {
      for (int i = 0; i < left.size(); i++) {
        MatrixView a = left.get(i);
        MatrixView b = right.get(right.size() - 1 - i);
        Matrix c = Matrix.zeros(expected.rows(), expected.columns());
        c.fill(Double.NaN);
        BandedProduct.multiply(1.0 / 3, a, b, c);
        assertThat(Arrays.mismatch(c.data, expected.data))
            .as("first other element of %s·%s, %s", a, b, kernel)
            .isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aBandLeavesTheOthersAlone(KernelChoice choice) {
    choice.use();
    Kernel kernel = Kernels.active();
    Matrix a = Numbers.ORDINARY.matrix(67, 41, 2);
    Matrix b = Numbers.ORDINARY.matrix(41, 29, 3);
    Matrix whole = Matrix.zeros(67, 29);
    kernel.multiply(0.3, a, b, whole);
    for (int[] band : new int[][] {{0, 16}, {16, 33}, {48, 67}, {5, 26}}) {
      Matrix c = Matrix.zeros(67, 29);
      kernel.multiplyRows(0.3, a, b, c, band[0], band[1]);
      for (int i = 0; i < 67; i++) {
        boolean within = i >= band[0] && i < band[1];
        for (int j = 0; j < 29; j++) {
          assertThat(c.at(i, j)).isEqualTo(within ? whole.at(i, j) : 0);
        }
      }
    }
    for (int[] band : new int[][] {{0, 4}, {4, 9}, {28, 29}, {3, 6}}) {
      Matrix c = Matrix.zeros(67, 29);
      kernel.multiplyColumns(0.3, a, b, c, band[0], band[1]);
      for (int j = 0; j < 29; j++) {
        boolean within = j >= band[0] && j < band[1];
        for (int i = 0; i < 67; i++) {
          assertThat(c.at(i, j)).isEqualTo(within ? whole.at(i, j) : 0);
        }
      }
    }
  }

  @Test
  void asksOthersForLargeProductsOnly() {
    assertThat(BandedProduct.isLarge(100, 784, 10)).as("20 µs").isFalse();
    assertThat(BandedProduct.isLarge(512, 784, 128)).isTrue();
    assertThat(BandedProduct.isLarge(1 << 14, 1 << 14, 1 << 14)).as("more than an int").isTrue();
    try (SpareThreads spare = new SpareThreads(2, System::nanoTime).use()) {
      Matrix a = Numbers.ORDINARY.matrix(200, 200, 2);
      Matrix c = Matrix.zeros(200, 200);
      Matrix expected = Matrix.zeros(200, 200);
      Kernels.active().multiply(1, a, a, expected);
      c.setProduct(a, a);
      assertThat(c.data).isEqualTo(expected.data);
    }
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
}
