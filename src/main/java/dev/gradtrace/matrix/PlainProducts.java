package dev.gradtrace.matrix;

import java.util.Arrays;

/**
 * General products C = α·op(A)·op(B) in plain Java that C2 turns into vector code.
 *
 * <p>Every element of C is one chain of fused multiply-adds over ascending k, whatever the
 * blocking, so that any kernel gives the same bits. The columns of op(A) are packed into arrays of
 * their own, because C2 (17 to 25) vectorises a loop over several arrays only when all are indexed
 * by the bare loop variable. Two columns of op(A) into two columns of C at a time is the widest
 * body that it still vectorises on 17.
 */
final class PlainProducts {

  private static final ThreadLocal<Panel> PANEL = ThreadLocal.withInitial(Panel::new);

  private PlainProducts() {}

  static void multiply(double alpha, MatrixView a, MatrixView b, Matrix c) {
    int m = c.rows();
    int depth = a.columns();
    Panel panel = PANEL.get();
    panel.pack(a, depth);
    boolean plain = b instanceof Matrix;
    Matrix right = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int rowStep = plain ? 1 : right.rows();
    int columnStep = plain ? right.rows() : 1;
    int last = c.columns() - 1;
    for (int j = 0; j <= last; j += 2) {
      int next = Math.min(j + 1, last);
      panel.combine(depth, right.data, j * columnStep, (next - j) * columnStep, rowStep);
      System.arraycopy(panel.first, 0, c.data, j * m, m);
      System.arraycopy(panel.second, 0, c.data, next * m, m);
    }
    if (alpha != 1) {
      c.scale(alpha);
    }
  }

  /** The packed columns of a left factor, and two columns of the product in the making. */
  private static final class Panel {

    private double[][] columns = new double[0][];
    private double[] first = new double[0];
    private double[] second = new double[0];
    private int rows;

    void pack(MatrixView a, int depth) {
      rows = a.rows();
      reserve(depth);
      if (a instanceof MatrixView.Transposed t) {
        double[] data = t.of().data;
        for (int i = 0; i < rows; i++) {
          int from = i * depth;
          for (int k = 0; k < depth; k++) {
            columns[k][i] = data[from + k];
          }
        }
      } else {
        double[] data = ((Matrix) a).data;
        for (int k = 0; k < depth; k++) {
          System.arraycopy(data, k * rows, columns[k], 0, rows);
        }
      }
    }

    private void reserve(int depth) {
      if (first.length < rows || columns.length < depth) {
        int height = Math.max(rows, first.length);
        first = new double[height];
        second = new double[height];
        columns = new double[Math.max(depth, columns.length)][height];
      }
    }

    /** first = Σₖ columns[k]·x[from + k·step], and second the same with x from {@code apart} on. */
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
