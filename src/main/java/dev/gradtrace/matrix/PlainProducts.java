package dev.gradtrace.matrix;

import java.util.Arrays;

/**
 * General products C = α·op(A)·op(B) in plain Java, written so that C2 vectorises them.
 *
 * <p>Every element of C is one chain of fused multiply-adds over ascending k, whatever the
 * blocking, so that any kernel gives the same bits. The columns of op(A) are packed into separate
 * arrays, because C2 (17 to 25) vectorises a loop over several arrays only when all are indexed by
 * the bare loop variable. Two columns of op(A) by two columns of C is the largest loop body that C2
 * of Java 17 vectorises.
 */
final class PlainProducts {

  private static final ThreadLocal<Panel> PANEL = ThreadLocal.withInitial(Panel::new);

  private PlainProducts() {}

  /**
   * Computes the rows {@code top}…{@code bottom} − 1 of the columns {@code left}…{@code right} − 1
   * of C.
   */
  static void multiply(
      double alpha,
      MatrixView a,
      MatrixView b,
      Matrix c,
      int top,
      int bottom,
      int left,
      int right) {
    int m = c.rows();
    int depth = a.columns();
    Panel panel = PANEL.get();
    panel.pack(a, top, bottom, depth);
    boolean plain = b instanceof Matrix;
    Matrix factor = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int rowStep = plain ? 1 : factor.rows();
    int columnStep = plain ? factor.rows() : 1;
    int last = right - 1;
    for (int j = left; j <= last; j += 2) {
      int next = Math.min(j + 1, last);
      panel.combine(depth, factor.data, j * columnStep, (next - j) * columnStep, rowStep);
      panel.store(alpha, c.data, j * m + top, next * m + top);
    }
  }

  /** The packed columns of a left factor, and two columns of the product under computation. */
  private static final class Panel {

    /** Numbers up to which a panel has room for the tallest and the longest factor so far. */
    private static final long MOST_KEPT = 1 << 20;

    private double[][] columns = new double[0][];
    private double[] first = new double[0];
    private double[] second = new double[0];
    private int rows;

    void pack(MatrixView a, int top, int bottom, int depth) {
      rows = bottom - top;
      reserve(depth);
      if (a instanceof MatrixView.Transposed t) {
        double[] data = t.of().data;
        for (int i = 0; i < rows; i++) {
          int from = (top + i) * depth;
          for (int k = 0; k < depth; k++) {
            columns[k][i] = data[from + k];
          }
        }
      } else {
        double[] data = ((Matrix) a).data;
        for (int k = 0; k < depth; k++) {
          System.arraycopy(data, k * a.rows() + top, columns[k], 0, rows);
        }
      }
    }

    private void reserve(int depth) {
      if (first.length < rows || columns.length < depth) {
        int height = Math.max(rows, first.length);
        int length = Math.max(depth, columns.length);
        boolean isKept = (long) height * length <= MOST_KEPT;
        first = new double[isKept ? height : rows];
        second = new double[first.length];
        columns = new double[isKept ? length : depth][first.length];
      }
    }

    /** first = Σₖ columns[k]·x[from + k·step]; second likewise with x from {@code apart} on. */
    void combine(int depth, double[] x, int from, int apart, int step) {
      Arrays.fill(first, 0, rows, 0);
      Arrays.fill(second, 0, rows, 0);
      int k = 0;
      int p = from;
      for (; k + 2 <= depth; k += 2, p += 2 * step) {
        int q = p + apart;
        double[] a = columns[k];
        double[] b = columns[k + 1];
        addTwo(rows, first, second, a, x[p], x[q], b, x[p + step], x[q + step]);
      }
      if (k < depth) {
        addOne(rows, first, columns[k], x[p]);
        addOne(rows, second, columns[k], x[p + apart]);
      }
    }

    /** Stores α times both columns in C; the second after the first. */
    void store(double alpha, double[] c, int firstAt, int secondAt) {
      if (alpha != 1) {
        scale(rows, first, alpha);
        scale(rows, second, alpha);
      }
      System.arraycopy(first, 0, c, firstAt, rows);
      System.arraycopy(second, 0, c, secondAt, rows);
    }

    private static void scale(int rows, double[] x, double alpha) {
      for (int i = 0; i < rows; i++) {
        x[i] *= alpha;
      }
    }

    private static void addTwo(
        int rows,
        double[] first,
        double[] second,
        double[] a,
        double xa,
        double ya,
        double[] b,
        double xb,
        double yb) {
      for (int i = 0; i < rows; i++) {
        double u = a[i];
        double v = b[i];
        first[i] = Math.fma(v, xb, Math.fma(u, xa, first[i]));
        second[i] = Math.fma(v, yb, Math.fma(u, ya, second[i]));
      }
    }

    private static void addOne(int rows, double[] sum, double[] a, double xa) {
      for (int i = 0; i < rows; i++) {
        sum[i] = Math.fma(a[i], xa, sum[i]);
      }
    }
  }
}
