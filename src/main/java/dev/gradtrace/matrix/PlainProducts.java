package dev.gradtrace.matrix;

import java.util.Arrays;

/**
 * General products C = α·op(A)·op(B) in plain Java that C2 turns into vector code.
 *
 * <p>Every element of C is one chain of fused multiply-adds over ascending k, whatever the
 * blocking, so that any kernel gives the same bits. The columns of op(A) are packed into arrays of
 * their own, because C2 (17 to 25) vectorises a loop over several arrays only when all are indexed
 * by the bare loop variable: with an offset the same loop runs at a third of the speed. Four
 * columns at a time is the widest body that it still unrolls on 17.
 */
final class PlainProducts {

  private static final ThreadLocal<Panel> PANEL = ThreadLocal.withInitial(Panel::new);

  private PlainProducts() {}

  static void multiply(double alpha, MatrixView a, MatrixView b, Matrix c) {
    int m = c.rows();
    int depth = a.columns();
    Panel panel = PANEL.get();
    panel.pack(a, m, depth);
    boolean plain = b instanceof Matrix;
    Matrix right = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int rowStep = plain ? 1 : right.rows();
    int columnStep = plain ? right.rows() : 1;
    for (int j = 0; j < c.columns(); j++) {
      panel.combine(m, depth, right.data, j * columnStep, rowStep);
      System.arraycopy(panel.sum, 0, c.data, j * m, m);
    }
    if (alpha != 1) {
      c.scale(alpha);
    }
  }

  /** The packed columns of a left factor, and the column of the product in the making. */
  private static final class Panel {

    private double[][] columns = new double[0][];
    private double[] sum = new double[0];

    void pack(MatrixView a, int rows, int depth) {
      reserve(rows, depth);
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

    private void reserve(int rows, int depth) {
      if (sum.length < rows || columns.length < depth) {
        int height = Math.max(rows, sum.length);
        sum = new double[height];
        columns = new double[Math.max(depth, columns.length)][height];
      }
    }

    /** sum = Σₖ columns[k]·x[from + k·step]. */
    void combine(int rows, int depth, double[] x, int from, int step) {
      Arrays.fill(sum, 0, rows, 0);
      int k = 0;
      int at = from;
      for (; k + 4 <= depth; k += 4, at += 4 * step) {
        addFour(
            rows,
            sum,
            columns[k],
            x[at],
            columns[k + 1],
            x[at + step],
            columns[k + 2],
            x[at + 2 * step],
            columns[k + 3],
            x[at + 3 * step]);
      }
      for (; k < depth; k++, at += step) {
        addOne(rows, sum, columns[k], x[at]);
      }
    }

    private static void addFour(
        int rows,
        double[] sum,
        double[] a,
        double xa,
        double[] b,
        double xb,
        double[] c,
        double xc,
        double[] d,
        double xd) {
      for (int i = 0; i < rows; i++) {
        sum[i] =
            Math.fma(d[i], xd, Math.fma(c[i], xc, Math.fma(b[i], xb, Math.fma(a[i], xa, sum[i]))));
      }
    }

    private static void addOne(int rows, double[] sum, double[] a, double xa) {
      for (int i = 0; i < rows; i++) {
        sum[i] = Math.fma(a[i], xa, sum[i]);
      }
    }
  }
}
