package dev.gradtrace.matrix;

import java.util.Arrays;
import org.ojalgo.matrix.decomposition.SingularValue;

/** Matrix factorisations, by ojAlgo. */
public final class Decompositions {

  private Decompositions() {}

  /** The singular values, largest first; NaN throughout if an element is not finite. */
  public static double[] singularValues(Matrix matrix) {
    int count = Math.min(matrix.rows(), matrix.columns());
    double[] values = new double[count];
    if (!matrix.isFinite()) {
      Arrays.fill(values, Double.NaN);
      return values;
    }
    SingularValue<Double> decomposition = SingularValue.R064.make(matrix.store());
    decomposition.computeValuesOnly(matrix.store());
    decomposition.getSingularValues(values);
    return values;
  }

  /**
   * A matrix drawn uniformly from those with orthonormal rows or columns, whichever are fewer (Saxe
   * et al. 2014): Gram–Schmidt of a Gaussian matrix, whose R has a positive diagonal, as uniformity
   * needs (Mezzadri 2007).
   */
  public static Matrix randomOrthogonal(int rows, int columns, RandomStream random) {
    Matrix basis = Matrix.zeros(Math.max(rows, columns), Math.min(rows, columns));
    basis.fillWith(random::gaussian);
    OrthonormalColumns.of(basis);
    if (rows >= columns) {
      return basis;
    }
    Matrix transposed = Matrix.zeros(rows, columns);
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i < rows; i++) {
        transposed.set(i, j, basis.at(j, i));
      }
    }
    return transposed;
  }
}
