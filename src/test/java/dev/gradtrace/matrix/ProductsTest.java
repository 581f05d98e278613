package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.matrix.RandomStream.Purpose;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProductsTest {

  /** Primes, ones, the widths of unrolled loops and their neighbours. */
  private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 64, 65};

  static Stream<Shape> shapes() {
    RandomStream random = RandomStream.of(1, Purpose.GENERATOR, 0);
    return Stream.generate(
            () ->
                new Shape(
                    SIZES[random.below(SIZES.length)],
                    SIZES[random.below(SIZES.length)],
                    SIZES[random.below(SIZES.length)]))
        .limit(120);
  }

  record Shape(int m, int k, int n) {}

  @ParameterizedTest
  @MethodSource("shapes")
  void everyElementIsOneAscendingChainOfFusedMultiplyAdds(Shape shape) {
    Matrix a = random(shape.m, shape.k, 2);
    Matrix b = random(shape.k, shape.n, 3);
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
    assertSameBits(product(alpha, a, b), expected);
    assertSameBits(product(alpha, at.transposed(), b), expected);
    assertSameBits(product(alpha, a, bt.transposed()), expected);
    assertSameBits(product(alpha, at.transposed(), bt.transposed()), expected);
  }

  @Test
  void passesNaNAndInfinityAsIeeeSays() {
    Matrix a = Matrix.ofRows(new double[][] {{0, 1}, {Double.NaN, 1}});
    Matrix b = Matrix.ofRows(new double[][] {{Double.POSITIVE_INFINITY}, {1}});
    Matrix c = product(1, a, b);
    assertThat(c.at(0, 0)).as("0·∞").isNaN();
    assertThat(c.at(1, 0)).isNaN();
  }

  @Test
  void keepsSubnormals() {
    Matrix tiny = Matrix.ofRows(new double[][] {{Double.MIN_VALUE}});
    assertThat(product(1, tiny, Matrix.ofRows(new double[][] {{3}})).at(0, 0))
        .isEqualTo(3 * Double.MIN_VALUE);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(() -> Matrix.zeros(2, 2).setProduct(Matrix.zeros(2, 3), Matrix.zeros(2, 2)))
        .hasMessage("cannot set 2×2 to the product of 2×3 and 2×2");
  }

  @Test
  void worksOnTheColumnsThatAreLeftOfANarrowedMatrix() {
    Matrix a = random(5, 4, 4);
    Matrix b = random(4, 6, 5);
    Matrix whole = product(1, a, b);
    b.narrowTo(2);
    Matrix part = product(1, a, b);
    for (int i = 0; i < 5; i++) {
      assertThat(part.at(i, 1)).isEqualTo(whole.at(i, 1));
    }
  }

  private static Matrix product(double alpha, MatrixView a, MatrixView b) {
    Matrix c = Matrix.zeros(a.rows(), b.columns());
    c.fill(Double.NaN);
    c.setProduct(alpha, a, b);
    return c;
  }

  private static Matrix random(int rows, int columns, int index) {
    RandomStream random = RandomStream.of(9, Purpose.GENERATOR, index);
    Matrix matrix = Matrix.zeros(rows, columns);
    matrix.fillWith(random::gaussian);
    return matrix;
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
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        assertThat(Double.doubleToLongBits(actual.at(i, j)))
            .as("C(%d,%d): %s for %s", i, j, actual.at(i, j), expected.at(i, j))
            .isEqualTo(Double.doubleToLongBits(expected.at(i, j)));
      }
    }
  }
}
