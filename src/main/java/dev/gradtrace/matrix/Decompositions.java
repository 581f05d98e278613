package dev.gradtrace.matrix;

import java.util.Arrays;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;

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
   * et al. 2014): the Q of a Gaussian matrix, with the signs of R's diagonal (Mezzadri 2007).
   */
  public static Matrix randomOrthogonal(int rows, int columns, RandomStream random) {
    int tall = Math.max(rows, columns);
    int narrow = Math.min(rows, columns);
    Matrix gaussian = Matrix.zeros(tall, narrow);
    for (int i = 0; i < gaussian.size(); i++) {
      gaussian.data[i] = random.gaussian();
    }
    QR<Double> qr = QR.R064.make(gaussian.store());
    qr.decompose(gaussian.store());
    MatrixStore<Double> q = qr.getQ();
    MatrixStore<Double> r = qr.getR();
    Matrix result = Matrix.zeros(rows, columns);
    for (int j = 0; j < narrow; j++) {
      double sign = r.doubleValue(j, j) < 0 ? -1 : 1;
      for (int i = 0; i < tall; i++) {
        double value = sign * q.doubleValue(i, j);
        if (rows >= columns) {
          result.set(i, j, value);
        } else {
          result.set(j, i, value);
        }
      }
    }
    return result;
  }
}
