package dev.gradtrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradtrace.matrix.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecompositionsTest {

  /** Rounding of a Householder QR of some tens of columns. */
  private static final double TOLERANCE = 1e-13;

  @ParameterizedTest
  @CsvSource({"1,1", "5,5", "30,7", "7,30", "40,40", "64,64", "65,200", "150,150"})
  void randomOrthogonalMatricesHaveUnitSingularValues(int rows, int columns) {
    RandomStream random = RandomStream.of(1, Purpose.WEIGHTS, 0);
    Matrix q = Decompositions.randomOrthogonal(rows, columns, random);
    assertThat(q.rows()).isEqualTo(rows);
    assertThat(q.columns()).isEqualTo(columns);
    for (double value : Decompositions.singularValues(q)) {
      assertThat(value).isCloseTo(1, within(TOLERANCE));
    }
  }

  @Test
  void singularValuesDescend() {
    Matrix diagonal = Matrix.ofRows(new double[][] {{2, 0}, {0, -3}, {0, 0}});
    assertThat(Decompositions.singularValues(diagonal)).containsExactly(3, 2);
  }

  @Test
  void singularValuesOfAMatrixThatIsNotFiniteAreUnknown() {
    Matrix broken = Matrix.ofRows(new double[][] {{Double.NaN, 1}, {1, 1}});
    assertThat(Decompositions.singularValues(broken)).containsOnly(Double.NaN);
  }
}
