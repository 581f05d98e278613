package dev.gradtrace.matrix;

/**
 * Products with few rows or few elements, where packing would cost more than the product: nothing
 * is packed, and four chains run side by side to hide latency.
 */
final class SmallProducts {

  /** Multiply-adds up to which packing does not pay. */
  private static final int SMALL = 512;

  private SmallProducts() {}

  /** Whether a product of this shape is small. */
  static boolean suits(int rows, int depth, int columns) {
    return (long) rows * depth * columns <= SMALL;
  }

  /** Computes the columns {@code from}…{@code to} − 1 of C. */
  static void multiply(double alpha, MatrixView a, MatrixView b, Matrix c, int from, int to) {
    boolean plainA = a instanceof Matrix;
    boolean plainB = b instanceof Matrix;
    Matrix left = a instanceof MatrixView.Transposed t ? t.of() : (Matrix) a;
    Matrix right = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int aRow = plainA ? 1 : left.rows();
    int aColumn = plainA ? left.rows() : 1;
    int bRow = plainB ? 1 : right.rows();
    int bColumn = plainB ? right.rows() : 1;
    int m = c.rows();
    int depth = a.columns();
    int j = from;
    for (; j < to - 3; j += 4) {
      for (int i = 0; i < m; i++) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int p = i * aRow;
        int q = j * bColumn;
        for (int k = 0; k < depth; k++) {
          double x = left.data[p];
          s0 = Math.fma(x, right.data[q], s0);
          s1 = Math.fma(x, right.data[q + bColumn], s1);
          s2 = Math.fma(x, right.data[q + 2 * bColumn], s2);
          s3 = Math.fma(x, right.data[q + 3 * bColumn], s3);
          p += aColumn;
          q += bRow;
        }
        int at = i + j * m;
        c.data[at] = alpha * s0;
        c.data[at + m] = alpha * s1;
        c.data[at + 2 * m] = alpha * s2;
        c.data[at + 3 * m] = alpha * s3;
      }
    }
    for (; j < to; j++) {
      for (int i = 0; i < m; i++) {
        double sum = 0;
        int p = i * aRow;
        int q = j * bColumn;
        for (int k = 0; k < depth; k++) {
          sum = Math.fma(left.data[p], right.data[q], sum);
          p += aColumn;
          q += bRow;
        }
        c.data[i + j * m] = alpha * sum;
      }
    }
  }
}
