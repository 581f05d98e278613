package dev.gradtrace.matrix;

import java.util.Arrays;
import java.util.Comparator;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;

/** Matrix factorisations, by ojAlgo. */
public final class Decompositions {

  private Decompositions() {}

  /** The singular values, largest first; all NaN if an element is not finite. */
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
   * The eigenvalues of a finite symmetric matrix, largest first.
   *
   * @param vectors receives their eigenvectors of length 1 as columns
   */
  public static double[] eigenvalues(Matrix symmetric, Matrix vectors) {
    Matrix scaled = symmetric.copy();
    int exponent = Math.getExponent(scaled.maxAbs());
    scaled.scaleByPowerOfTwo(-exponent);
    Eigenvalue<Double> decomposition = Eigenvalue.R064.make(scaled.store(), true);
    decomposition.decompose(scaled.store());
    MatrixStore<Double> diagonal = decomposition.getD();
    int n = symmetric.rows();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -diagonal.doubleValue(i, i)));
    double[] values = new double[n];
    for (int j = 0; j < n; j++) {
      values[j] = Math.scalb(diagonal.doubleValue(order[j], order[j]), exponent);
      for (int i = 0; i < n; i++) {
        vectors.set(i, j, decomposition.getV().doubleValue(i, order[j]));
      }
    }
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
