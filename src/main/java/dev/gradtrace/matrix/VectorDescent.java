package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on the Vector API: on a gradient, with the sums of {@link DescentSums}, which
 * cost almost nothing where the loop waits for memory; or on a product, the gradient, that is never
 * written. For registers of eight doubles; narrower ones would need more accumulators than there
 * are registers.
 */
final class VectorDescent {

  static final VectorSpecies<Double> OCTET = DoubleVector.SPECIES_512;

  private static final int WIDTH = OCTET.length();

  /** Weights of a panel, which with their gradient fit into 32 KiB. */
  private static final int PANEL = 1 << 11;

  private static final ThreadLocal<double[]> LANES = ThreadLocal.withInitial(() -> new double[48]);

  private VectorDescent() {}

  static void run(double rate, double[] g, double[] w, int from, int n, double[] sums, int at) {
    int to = from + n;
    double[] lanes = LANES.get();
    DoubleVector minusRate = DoubleVector.broadcast(OCTET, -rate);
    DoubleVector squares0 = DoubleVector.zero(OCTET);
    DoubleVector squares1 = squares0;
    DoubleVector abs0 = squares0;
    DoubleVector abs1 = squares0;
    DoubleVector weights0 = squares0;
    DoubleVector weights1 = squares0;
    int i = from;
    for (; i < to - 15; i += Kernel.LANES) {
      DoubleVector g0 = DoubleVector.fromArray(OCTET, g, i);
      DoubleVector w0 = DoubleVector.fromArray(OCTET, w, i);
      squares0 = g0.fma(g0, squares0);
      abs0 = g0.abs().add(abs0);
      weights0 = w0.fma(w0, weights0);
      minusRate.fma(g0, w0).intoArray(w, i);
      DoubleVector g1 = DoubleVector.fromArray(OCTET, g, i + 8);
      DoubleVector w1 = DoubleVector.fromArray(OCTET, w, i + 8);
      squares1 = g1.fma(g1, squares1);
      abs1 = g1.abs().add(abs1);
      weights1 = w1.fma(w1, weights1);
      minusRate.fma(g1, w1).intoArray(w, i + 8);
    }
    squares0.intoArray(lanes, 0);
    squares1.intoArray(lanes, 8);
    abs0.intoArray(lanes, 16);
    abs1.intoArray(lanes, 24);
    weights0.intoArray(lanes, 32);
    weights1.intoArray(lanes, 40);
    sums[at + DescentSums.GRADIENT_SQUARES] = PlainSums.tree(lanes, 0) + PlainSums.tree(lanes, 8);
    sums[at + DescentSums.GRADIENT_ABS] = PlainSums.tree(lanes, 16) + PlainSums.tree(lanes, 24);
    sums[at + DescentSums.WEIGHT_SQUARES] = PlainSums.tree(lanes, 32) + PlainSums.tree(lanes, 40);
    PlainDescent.rest(rate, g, w, i, to, sums, at);
  }

  /**
   * w ← w − η·α·a·bᵀ for as many columns as whole tiles cover: each tile of the product moves its
   * weights from registers. Registers of rows overlap only within a tile, which reads the weights
   * of a column before it writes them.
   *
   * @param w at least eight rows
   * @param rowSums null, or the sums of {@link DescentSums} row by row, to which those of the
   *     columns done are added
   * @return how many columns are done
   */
  static int along(
      double rate, double alpha, Matrix a, Matrix b, Matrix w, double @Nullable [] rowSums) {
    int m = w.rows();
    int n = w.columns();
    int depth = a.columns();
    int whole = n & -WIDTH;
    for (int column = 0; column < whole; column += WIDTH) {
      int first = 0;
      while (first < m) {
        int rows = rowsOfTile(m - first);
        int second = first + rows - WIDTH;
        int at = column * m;
        int w0 = first + at;
        int w1 = second + at;
        if (rowSums == null) {
          tile2x8(-rate, alpha, a.data, first, second, m, b.data, column, n, depth, w.data, w0, w1);
        } else {
          measuredTile2x8(
              -rate, alpha, a.data, first, second, m, b.data, column, n, depth, w.data, w0, w1,
              rowSums);
        }
        first += rows;
      }
    }
    return whole;
  }

  /**
   * {@link Kernel#descendAlongRows}, as many columns at a time as the first-level cache holds.
   *
   * @param n at least eight
   */
  static void alongRows(
      double rate, double[] g, double[] w, int n, int from, int to, double[] rowSums) {
    DoubleVector minusRate = DoubleVector.broadcast(OCTET, -rate);
    int panel = Math.max(WIDTH, PANEL / n);
    for (int column = from; column < to; column += panel) {
      int end = Math.min(to, column + panel) * n;
      int first = 0;
      while (first < n) {
        int rows = rowsOfTile(n - first);
        int second = first + rows - WIDTH;
        DoubleVector squares0 = DoubleVector.fromArray(OCTET, rowSums, first);
        DoubleVector squares1 = DoubleVector.fromArray(OCTET, rowSums, second);
        DoubleVector abs0 = DoubleVector.fromArray(OCTET, rowSums, first + n);
        DoubleVector abs1 = DoubleVector.fromArray(OCTET, rowSums, second + n);
        DoubleVector weights0 = DoubleVector.fromArray(OCTET, rowSums, first + 2 * n);
        DoubleVector weights1 = DoubleVector.fromArray(OCTET, rowSums, second + 2 * n);
        for (int at = column * n; at < end; at += n) {
          DoubleVector g0 = DoubleVector.fromArray(OCTET, g, at + first);
          DoubleVector g1 = DoubleVector.fromArray(OCTET, g, at + second);
          DoubleVector w0 = DoubleVector.fromArray(OCTET, w, at + first);
          DoubleVector w1 = DoubleVector.fromArray(OCTET, w, at + second);
          squares0 = g0.fma(g0, squares0);
          squares1 = g1.fma(g1, squares1);
          abs0 = g0.abs().add(abs0);
          abs1 = g1.abs().add(abs1);
          weights0 = w0.fma(w0, weights0);
          weights1 = w1.fma(w1, weights1);
          minusRate.fma(g0, w0).intoArray(w, at + first);
          minusRate.fma(g1, w1).intoArray(w, at + second);
        }
        squares0.intoArray(rowSums, first);
        squares1.intoArray(rowSums, second);
        abs0.intoArray(rowSums, first + n);
        abs1.intoArray(rowSums, second + n);
        weights0.intoArray(rowSums, first + 2 * n);
        weights1.intoArray(rowSums, second + 2 * n);
        first += rows;
      }
    }
  }

  /** Up to sixteen, such that at least eight are left, or none. */
  private static int rowsOfTile(int rest) {
    return rest <= 2 * WIDTH ? rest : Math.min(rest - WIDTH, 2 * WIDTH);
  }

  /** Two registers by eight columns. */
  private static void tile2x8(
      double minusRate,
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int down,
      int depth,
      double[] w,
      int w0,
      int w1) {
    DoubleVector zero = DoubleVector.zero(OCTET);
    DoubleVector p0 = zero;
    DoubleVector p1 = zero;
    DoubleVector p2 = zero;
    DoubleVector p3 = zero;
    DoubleVector p4 = zero;
    DoubleVector p5 = zero;
    DoubleVector p6 = zero;
    DoubleVector p7 = zero;
    DoubleVector q0 = zero;
    DoubleVector q1 = zero;
    DoubleVector q2 = zero;
    DoubleVector q3 = zero;
    DoubleVector q4 = zero;
    DoubleVector q5 = zero;
    DoubleVector q6 = zero;
    DoubleVector q7 = zero;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(OCTET, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(OCTET, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(OCTET, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(OCTET, b[right + 1]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(OCTET, b[right + 2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(OCTET, b[right + 3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      u = DoubleVector.broadcast(OCTET, b[right + 4]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
      u = DoubleVector.broadcast(OCTET, b[right + 5]);
      p5 = x.fma(u, p5);
      q5 = y.fma(u, q5);
      u = DoubleVector.broadcast(OCTET, b[right + 6]);
      p6 = x.fma(u, p6);
      q6 = y.fma(u, q6);
      u = DoubleVector.broadcast(OCTET, b[right + 7]);
      p7 = x.fma(u, p7);
      q7 = y.fma(u, q7);
    }
    DoubleVector scale = DoubleVector.broadcast(OCTET, alpha);
    DoubleVector step = DoubleVector.broadcast(OCTET, minusRate);
    DoubleVector x = DoubleVector.fromArray(OCTET, w, w0);
    DoubleVector y = DoubleVector.fromArray(OCTET, w, w1);
    step.fma(scale.mul(p0), x).intoArray(w, w0);
    step.fma(scale.mul(q0), y).intoArray(w, w1);
    x = DoubleVector.fromArray(OCTET, w, w0 + lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + lda);
    step.fma(scale.mul(p1), x).intoArray(w, w0 + lda);
    step.fma(scale.mul(q1), y).intoArray(w, w1 + lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 2 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 2 * lda);
    step.fma(scale.mul(p2), x).intoArray(w, w0 + 2 * lda);
    step.fma(scale.mul(q2), y).intoArray(w, w1 + 2 * lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 3 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 3 * lda);
    step.fma(scale.mul(p3), x).intoArray(w, w0 + 3 * lda);
    step.fma(scale.mul(q3), y).intoArray(w, w1 + 3 * lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 4 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 4 * lda);
    step.fma(scale.mul(p4), x).intoArray(w, w0 + 4 * lda);
    step.fma(scale.mul(q4), y).intoArray(w, w1 + 4 * lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 5 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 5 * lda);
    step.fma(scale.mul(p5), x).intoArray(w, w0 + 5 * lda);
    step.fma(scale.mul(q5), y).intoArray(w, w1 + 5 * lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 6 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 6 * lda);
    step.fma(scale.mul(p6), x).intoArray(w, w0 + 6 * lda);
    step.fma(scale.mul(q6), y).intoArray(w, w1 + 6 * lda);
    x = DoubleVector.fromArray(OCTET, w, w0 + 7 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 7 * lda);
    step.fma(scale.mul(p7), x).intoArray(w, w0 + 7 * lda);
    step.fma(scale.mul(q7), y).intoArray(w, w1 + 7 * lda);
  }

  /** {@link #tile2x8} with sums; apart from it since C2 boxes vectors in larger methods. */
  private static void measuredTile2x8(
      double minusRate,
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int down,
      int depth,
      double[] w,
      int w0,
      int w1,
      double[] rowSums) {
    DoubleVector zero = DoubleVector.zero(OCTET);
    DoubleVector p0 = zero;
    DoubleVector p1 = zero;
    DoubleVector p2 = zero;
    DoubleVector p3 = zero;
    DoubleVector p4 = zero;
    DoubleVector p5 = zero;
    DoubleVector p6 = zero;
    DoubleVector p7 = zero;
    DoubleVector q0 = zero;
    DoubleVector q1 = zero;
    DoubleVector q2 = zero;
    DoubleVector q3 = zero;
    DoubleVector q4 = zero;
    DoubleVector q5 = zero;
    DoubleVector q6 = zero;
    DoubleVector q7 = zero;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(OCTET, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(OCTET, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(OCTET, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(OCTET, b[right + 1]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(OCTET, b[right + 2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(OCTET, b[right + 3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      u = DoubleVector.broadcast(OCTET, b[right + 4]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
      u = DoubleVector.broadcast(OCTET, b[right + 5]);
      p5 = x.fma(u, p5);
      q5 = y.fma(u, q5);
      u = DoubleVector.broadcast(OCTET, b[right + 6]);
      p6 = x.fma(u, p6);
      q6 = y.fma(u, q6);
      u = DoubleVector.broadcast(OCTET, b[right + 7]);
      p7 = x.fma(u, p7);
      q7 = y.fma(u, q7);
    }
    DoubleVector scale = DoubleVector.broadcast(OCTET, alpha);
    DoubleVector step = DoubleVector.broadcast(OCTET, minusRate);
    DoubleVector squares0 = DoubleVector.fromArray(OCTET, rowSums, a0);
    DoubleVector squares1 = DoubleVector.fromArray(OCTET, rowSums, a1);
    DoubleVector abs0 = DoubleVector.fromArray(OCTET, rowSums, a0 + lda);
    DoubleVector abs1 = DoubleVector.fromArray(OCTET, rowSums, a1 + lda);
    DoubleVector weights0 = DoubleVector.fromArray(OCTET, rowSums, a0 + 2 * lda);
    DoubleVector weights1 = DoubleVector.fromArray(OCTET, rowSums, a1 + 2 * lda);
    p0 = scale.mul(p0);
    q0 = scale.mul(q0);
    DoubleVector x = DoubleVector.fromArray(OCTET, w, w0);
    DoubleVector y = DoubleVector.fromArray(OCTET, w, w1);
    squares0 = p0.fma(p0, squares0);
    squares1 = q0.fma(q0, squares1);
    abs0 = p0.abs().add(abs0);
    abs1 = q0.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p0, x).intoArray(w, w0);
    step.fma(q0, y).intoArray(w, w1);
    p1 = scale.mul(p1);
    q1 = scale.mul(q1);
    x = DoubleVector.fromArray(OCTET, w, w0 + lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + lda);
    squares0 = p1.fma(p1, squares0);
    squares1 = q1.fma(q1, squares1);
    abs0 = p1.abs().add(abs0);
    abs1 = q1.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p1, x).intoArray(w, w0 + lda);
    step.fma(q1, y).intoArray(w, w1 + lda);
    p2 = scale.mul(p2);
    q2 = scale.mul(q2);
    x = DoubleVector.fromArray(OCTET, w, w0 + 2 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 2 * lda);
    squares0 = p2.fma(p2, squares0);
    squares1 = q2.fma(q2, squares1);
    abs0 = p2.abs().add(abs0);
    abs1 = q2.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p2, x).intoArray(w, w0 + 2 * lda);
    step.fma(q2, y).intoArray(w, w1 + 2 * lda);
    p3 = scale.mul(p3);
    q3 = scale.mul(q3);
    x = DoubleVector.fromArray(OCTET, w, w0 + 3 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 3 * lda);
    squares0 = p3.fma(p3, squares0);
    squares1 = q3.fma(q3, squares1);
    abs0 = p3.abs().add(abs0);
    abs1 = q3.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p3, x).intoArray(w, w0 + 3 * lda);
    step.fma(q3, y).intoArray(w, w1 + 3 * lda);
    p4 = scale.mul(p4);
    q4 = scale.mul(q4);
    x = DoubleVector.fromArray(OCTET, w, w0 + 4 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 4 * lda);
    squares0 = p4.fma(p4, squares0);
    squares1 = q4.fma(q4, squares1);
    abs0 = p4.abs().add(abs0);
    abs1 = q4.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p4, x).intoArray(w, w0 + 4 * lda);
    step.fma(q4, y).intoArray(w, w1 + 4 * lda);
    p5 = scale.mul(p5);
    q5 = scale.mul(q5);
    x = DoubleVector.fromArray(OCTET, w, w0 + 5 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 5 * lda);
    squares0 = p5.fma(p5, squares0);
    squares1 = q5.fma(q5, squares1);
    abs0 = p5.abs().add(abs0);
    abs1 = q5.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p5, x).intoArray(w, w0 + 5 * lda);
    step.fma(q5, y).intoArray(w, w1 + 5 * lda);
    p6 = scale.mul(p6);
    q6 = scale.mul(q6);
    x = DoubleVector.fromArray(OCTET, w, w0 + 6 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 6 * lda);
    squares0 = p6.fma(p6, squares0);
    squares1 = q6.fma(q6, squares1);
    abs0 = p6.abs().add(abs0);
    abs1 = q6.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p6, x).intoArray(w, w0 + 6 * lda);
    step.fma(q6, y).intoArray(w, w1 + 6 * lda);
    p7 = scale.mul(p7);
    q7 = scale.mul(q7);
    x = DoubleVector.fromArray(OCTET, w, w0 + 7 * lda);
    y = DoubleVector.fromArray(OCTET, w, w1 + 7 * lda);
    squares0 = p7.fma(p7, squares0);
    squares1 = q7.fma(q7, squares1);
    abs0 = p7.abs().add(abs0);
    abs1 = q7.abs().add(abs1);
    weights0 = x.fma(x, weights0);
    weights1 = y.fma(y, weights1);
    step.fma(p7, x).intoArray(w, w0 + 7 * lda);
    step.fma(q7, y).intoArray(w, w1 + 7 * lda);
    squares0.intoArray(rowSums, a0);
    squares1.intoArray(rowSums, a1);
    abs0.intoArray(rowSums, a0 + lda);
    abs1.intoArray(rowSums, a1 + lda);
    weights0.intoArray(rowSums, a0 + 2 * lda);
    weights1.intoArray(rowSums, a1 + 2 * lda);
  }
}
