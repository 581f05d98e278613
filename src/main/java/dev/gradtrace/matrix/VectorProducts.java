package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * General products on the Vector API: tiles of two registers by four columns of C stay in registers
 * while k runs over the whole depth.
 *
 * <p>Where the rows or columns of C are no multiple of the tile, the last tile moves back and
 * computes some elements twice: each element is a chain of its own, so they come out the same. A
 * left factor that is transposed, or whose columns lie far apart and are used often, is packed,
 * panel by panel, into a buffer of the thread.
 */
final class VectorProducts {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final int WIDTH = SPECIES.length();

  /** Rows of a panel. */
  private static final int PANEL = 2 * WIDTH;

  /** Columns of a tile. */
  private static final int COLUMNS = 4;

  /** Columns of C from which packing a panel pays. */
  private static final int WORTH_PACKING = 24;

  /** Rows of the left factor from which its columns lie more than a few cache lines apart. */
  private static final int FAR_APART = 64;

  private static final ThreadLocal<double[]> PACKED = ThreadLocal.withInitial(() -> new double[0]);

  private VectorProducts() {}

  /**
   * Rows {@code top}…{@code bottom} − 1 of the columns {@code left}…{@code right} − 1 of C.
   *
   * @param bottom at least a register below {@code top}
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
    boolean packs =
        a instanceof MatrixView.Transposed || m >= FAR_APART && right - left >= WORTH_PACKING;
    for (int row = top; row < bottom; row += PANEL) {
      int rest = bottom - row;
      int first = rest < WIDTH ? bottom - WIDTH : row;
      int second = rest <= WIDTH ? first : Math.min(row + WIDTH, bottom - WIDTH);
      if (packs) {
        int rows = second + WIDTH - first;
        double[] panel = pack(a, first, rows, depth);
        panel(alpha, panel, 0, second - first, rows, b, c, first, second, left, right);
      } else {
        panel(alpha, ((Matrix) a).data, first, second, m, b, c, first, second, left, right);
      }
    }
  }

  /**
   * Rows first… and second… of columns from…to − 1 of C, from rows a0… and a1… of a left factor
   * with columns lda apart.
   */
  private static void panel(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      MatrixView b,
      Matrix c,
      int first,
      int second,
      int from,
      int to) {
    boolean plain = b instanceof Matrix;
    Matrix right = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int down = plain ? 1 : right.rows();
    int across = plain ? right.rows() : 1;
    int m = c.rows();
    int depth = b.rows();
    int j = from;
    if (to - from >= COLUMNS) {
      for (; j < to; j += COLUMNS) {
        int column = Math.min(j, to - COLUMNS);
        tile(
            alpha,
            a,
            a0,
            a1,
            lda,
            right.data,
            column * across,
            across,
            down,
            depth,
            c.data,
            first + column * m,
            second + column * m,
            m);
      }
    } else {
      for (; j < to; j++) {
        strip(
            alpha,
            a,
            a0,
            a1,
            lda,
            right.data,
            j * across,
            down,
            depth,
            c.data,
            first + j * m,
            second + j * m);
      }
    }
  }

  /** Two registers by four columns. */
  private static void tile(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int across,
      int down,
      int depth,
      double[] c,
      int c0,
      int c1,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    int across2 = 2 * across;
    int across3 = 3 * across;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(SPECIES, b[right + across]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(SPECIES, b[right + across2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(SPECIES, b[right + across3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    p0.mul(scale).intoArray(c, c0);
    q0.mul(scale).intoArray(c, c1);
    p1.mul(scale).intoArray(c, c0 + ldc);
    q1.mul(scale).intoArray(c, c1 + ldc);
    p2.mul(scale).intoArray(c, c0 + 2 * ldc);
    q2.mul(scale).intoArray(c, c1 + 2 * ldc);
    p3.mul(scale).intoArray(c, c0 + 3 * ldc);
    q3.mul(scale).intoArray(c, c1 + 3 * ldc);
  }

  /** Two registers of one column. */
  private static void strip(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int down,
      int depth,
      double[] c,
      int c0,
      int c1) {
    DoubleVector p = DoubleVector.zero(SPECIES);
    DoubleVector q = p;
    for (int k = 0; k < depth; k++) {
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[b0 + k * down]);
      p = DoubleVector.fromArray(SPECIES, a, k * lda + a0).fma(u, p);
      q = DoubleVector.fromArray(SPECIES, a, k * lda + a1).fma(u, q);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    p.mul(scale).intoArray(c, c0);
    q.mul(scale).intoArray(c, c1);
  }

  /** Rows {@code first}…{@code first + rows − 1} of op(A), column after column. */
  private static double[] pack(MatrixView a, int first, int rows, int depth) {
    double[] packed = PACKED.get();
    if (packed.length < rows * depth) {
      packed = new double[rows * depth];
      PACKED.set(packed);
    }
    if (a instanceof MatrixView.Transposed t) {
      transpose(t.of().data, first * depth, packed, rows, depth);
    } else {
      Matrix matrix = (Matrix) a;
      for (int k = 0; k < depth; k++) {
        System.arraycopy(matrix.data, k * matrix.rows() + first, packed, k * rows, rows);
      }
    }
    return packed;
  }

  /** Packs columns of {@code depth} elements, one after the other from {@code from}, as rows. */
  private static void transpose(double[] data, int from, double[] packed, int rows, int depth) {
    int i = 0;
    for (; i < rows - 3; i += 4) {
      int p = from + i * depth;
      int q = p + depth;
      int r = q + depth;
      int s = r + depth;
      int at = i;
      for (int k = 0; k < depth; k++, at += rows) {
        packed[at] = data[p + k];
        packed[at + 1] = data[q + k];
        packed[at + 2] = data[r + k];
        packed[at + 3] = data[s + k];
      }
    }
    for (; i < rows; i++) {
      for (int k = 0; k < depth; k++) {
        packed[k * rows + i] = data[from + i * depth + k];
      }
    }
  }
}
