package dev.gradtrace.matrix;

/**
 * Sums of any number of elements: blocks of {@value #BLOCK} are summed in the order of {@link
 * Kernel}, and their sums added in order. Hence several threads can compute them with the same
 * bits. Squares and magnitudes of a matrix of middle size are summed along its rows instead, then
 * the sums of the rows: the order in which tiles of a product can take them along.
 */
final class Sums {

  /** Elements per block, a multiple of the lanes. */
  static final int BLOCK = 1 << 15;

  /** Fewest rows and columns of a matrix that is summed along its rows. */
  private static final int FEWEST = 8;

  /** Smaller matrices, which the first-level cache holds, are summed as fast element by element. */
  private static final int LEAST_ALONG_ROWS = 1 << 13;

  /** Elements of the largest matrix that is summed along its rows: larger ones are shared. */
  private static final int MOST_ALONG_ROWS = 1 << 17;

  private static final ThreadLocal<double[]> ROWS = ThreadLocal.withInitial(() -> new double[0]);

  private Sums() {}

  /** Whether sums over all elements of a matrix are those of its rows, added. */
  static boolean runAlongRows(Matrix x) {
    return x.rows() >= FEWEST
        && x.columns() >= FEWEST
        && x.size() > LEAST_ALONG_ROWS
        && x.size() <= MOST_ALONG_ROWS;
  }

  /** Σ |x| over a matrix. */
  static double sumAbs(Matrix x) {
    if (!runAlongRows(x)) {
      return sumAbs(x.data, 0, x.size());
    }
    double[] rows = rows(x.rows());
    Kernels.active().sumMagnitudes(x.data, x.rows(), x.columns(), rows);
    return Kernels.active().sum(rows, 0, x.rows());
  }

  /** Σ x², fused, over a matrix. */
  static double squares(Matrix x) {
    if (!runAlongRows(x)) {
      return dot(x.data, 0, x.data, 0, x.size());
    }
    double[] rows = rows(x.rows());
    Kernels.active().sumSquares(x.data, x.rows(), x.columns(), rows);
    return Kernels.active().sum(rows, 0, x.rows());
  }

  private static double[] rows(int n) {
    double[] rows = ROWS.get();
    if (rows.length < n) {
      rows = new double[n];
      ROWS.set(rows);
    }
    return rows;
  }

  /** Number of blocks; the last may be smaller. */
  static int blocks(int n) {
    return (n + BLOCK - 1) / BLOCK;
  }

  /** Σ x over n elements from {@code from}. */
  static double sum(double[] x, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().sum(x, from + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ |x|. */
  static double sumAbs(double[] x, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().sumAbs(x, from + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ x·y, fused. */
  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().dot(x, xFrom + i, y, yFrom + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ (x − y)², fused. */
  static double squaredDistance(double[] x, double[] y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().squaredDistance(x, y, i, Math.min(BLOCK, n - i));
    }
    return sum;
  }
}
