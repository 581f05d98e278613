package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * General products on the Vector API: tiles of C stay in registers while k runs over the whole
 * depth, two registers by four columns, or with 32 wide registers those of {@link VectorTiles}.
 *
 * <p>If the rows or columns of C are no multiple of the tile, the last tile overlaps the one before
 * and computes some elements twice, with the same result. A left factor that is transposed, or
 * whose columns are far apart and used often, is packed panel by panel into a buffer of the thread.
 */
final class VectorProducts {

  private static final VectorSpecies<Double> SPECIES = VectorKernel.SPECIES;

  private static final int WIDTH = SPECIES.length();

  /** Rows of a panel. */
  private static final int PANEL = 2 * WIDTH;

  /**
   * Whether registers have eight doubles, of which there are 32; with narrower ones there is a
   * single tile.
   */
  private static final boolean WIDE = WIDTH == VectorDescent.OCTET.length();

  /** Rows of a panel of four registers of eight. */
  private static final int TALL_PANEL = 32;

  /** Columns up to which tall panels are faster; beyond, tiles of two registers by eight are. */
  private static final int NARROW = 40;

  /** Columns of the smallest tile. */
  private static final int COLUMNS = 4;

  /** Overhead of a tile, in columns. */
  private static final double NARROWNESS = 0.6;

  /** Columns of C from which packing a panel pays. */
  private static final int WORTH_PACKING = 24;

  /** Rows of the left factor from which its columns are more than a few cache lines apart. */
  private static final int FAR_APART = 64;

  private static final ThreadLocal<double[]> PACKED = ThreadLocal.withInitial(() -> new double[0]);

  private VectorProducts() {}

  /**
   * Computes the rows {@code top}…{@code bottom} − 1 of the columns {@code left}…{@code right} − 1
   * of C.
   *
   * @param bottom at least {@code top} plus the length of a register
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
    boolean narrow = right - left >= COLUMNS && right - left <= NARROW;
    int row = top;
    while (row < bottom) {
      int rest = bottom - row;
      boolean tall = VectorKernel.LARGE_TILES && rest >= TALL_PANEL && narrow;
      int first = !tall && rest < WIDTH ? bottom - WIDTH : row;
      int second = rest <= WIDTH ? first : Math.min(row + WIDTH, bottom - WIDTH);
      int rows = tall ? TALL_PANEL : second + WIDTH - first;
      double[] factor = packs ? pack(a, first, rows, depth) : ((Matrix) a).data;
      int from = packs ? 0 : first;
      int stride = packs ? rows : m;
      if (tall) {
        tallPanel(alpha, factor, from, stride, b, c, first, left, right);
      } else {
        panel(alpha, factor, from, from + second - first, stride, b, c, first, second, left, right);
      }
      row += tall ? TALL_PANEL : PANEL;
    }
  }

  /** Computes four registers of rows from {@code first} on, with the fastest tile width. */
  private static void tallPanel(
      double alpha,
      double[] a,
      int a0,
      int lda,
      MatrixView b,
      Matrix c,
      int first,
      int from,
      int to) {
    boolean plain = b instanceof Matrix;
    Matrix right = b instanceof MatrixView.Transposed t ? t.of() : (Matrix) b;
    int down = plain ? 1 : right.rows();
    int across = plain ? right.rows() : 1;
    int m = c.rows();
    int depth = b.rows();
    double[] x = right.data;
    int width = narrowWidth(to - from);
    for (int j = from; j < to; j += width) {
      int column = Math.min(j, to - width);
      int b0 = column * across;
      int c0 = first + column * m;
      if (width == COLUMNS) {
        VectorTiles.tile4x4(alpha, a, a0, lda, x, b0, across, down, depth, c.data, c0, m);
      } else {
        VectorTiles.tile4x5(alpha, a, a0, lda, x, b0, across, down, depth, c.data, c0, m);
      }
    }
  }

  /** Of four and five columns per tile, which process {@code columns} columns faster. */
  private static int narrowWidth(int columns) {
    return columns > COLUMNS && time(columns, 5) < time(columns, COLUMNS) ? 5 : COLUMNS;
  }

  /**
   * The tile width of two registers that processes {@code columns} columns fastest; 1 for strips.
   */
  private static int width(int columns, boolean plain) {
    if (!WIDE || columns < 5) {
      return columns < COLUMNS ? 1 : COLUMNS;
    }
    int width = plain ? narrowWidth(columns) : COLUMNS;
    return columns >= 8 && time(columns, 8) < time(columns, width) ? 8 : width;
  }

  /**
   * Relative time for tiles of a width: columns at the edge are computed twice, and wide tiles are
   * faster.
   */
  private static double time(int columns, int width) {
    int tiles = (columns + width - 1) / width;
    return tiles * (width + NARROWNESS);
  }

  /**
   * Computes rows first… and second… of columns from…to − 1 of C, from rows a0… and a1… of a left
   * factor whose columns are lda apart.
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
    double[] x = right.data;
    int width = width(to - from, plain);
    for (int j = from; j < to; j += width) {
      int column = Math.min(j, to - width);
      int b0 = column * across;
      int c0 = first + column * m;
      int c1 = second + column * m;
      switch (width) {
        case 8 -> {
          if (plain) {
            VectorTiles.tile2x8(alpha, a, a0, a1, lda, x, b0, across, depth, c.data, c0, c1, m);
          } else {
            VectorTiles.tile2x8Transposed(
                alpha, a, a0, a1, lda, x, b0, down, depth, c.data, c0, c1, m);
          }
        }
        case 5 ->
            VectorTiles.tile2x5(alpha, a, a0, a1, lda, x, b0, across, depth, c.data, c0, c1, m);
        case 4 -> tile(alpha, a, a0, a1, lda, x, b0, across, down, depth, c.data, c0, c1, m);
        default -> strip(alpha, a, a0, a1, lda, x, b0, down, depth, c.data, c0, c1);
      }
    }
  }

  /** Computes two registers by four columns. */
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
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c1);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c1 + ldc);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c1 + 2 * ldc);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c1 + 3 * ldc);
  }

  /** Computes two registers of one column. */
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
    scale.mul(p).intoArray(c, c0);
    scale.mul(q).intoArray(c, c1);
  }

  /** Packs the rows {@code first}…{@code first + rows − 1} of op(A), column by column. */
  private static double[] pack(MatrixView a, int first, int rows, int depth) {
    double[] packed = PACKED.get();
    if (packed.length < rows * depth) {
      packed = new double[rows * depth];
      PACKED.set(packed);
    }
    if (a instanceof MatrixView.Transposed t) {
      transpose(t.of().data, first * depth, packed, rows, depth);
    } else {
      copyRows(((Matrix) a).data, first, a.rows(), packed, rows, depth);
    }
    return packed;
  }

  /**
   * Packs {@code rows} rows of columns that are {@code apart}.
   *
   * @param rows at least the length of a register
   */
  private static void copyRows(
      double[] data, int from, int apart, double[] packed, int rows, int depth) {
    int last = rows - WIDTH;
    for (int k = 0; k < depth; k++) {
      int source = from + k * apart;
      int target = k * rows;
      for (int i = 0; i < last; i += WIDTH) {
        DoubleVector.fromArray(SPECIES, data, source + i).intoArray(packed, target + i);
      }
      DoubleVector.fromArray(SPECIES, data, source + last).intoArray(packed, target + last);
    }
  }

  /** Packs consecutive columns of {@code depth} elements as rows. */
  private static void transpose(double[] data, int from, double[] packed, int rows, int depth) {
    int i = 0;
    for (; i < rows - 7; i += 8) {
      int p0 = from + i * depth;
      int p1 = p0 + depth;
      int p2 = p1 + depth;
      int p3 = p2 + depth;
      int p4 = p3 + depth;
      int p5 = p4 + depth;
      int p6 = p5 + depth;
      int p7 = p6 + depth;
      int at = i;
      for (int k = 0; k < depth; k++, at += rows) {
        packed[at] = data[p0 + k];
        packed[at + 1] = data[p1 + k];
        packed[at + 2] = data[p2 + k];
        packed[at + 3] = data[p3 + k];
        packed[at + 4] = data[p4 + k];
        packed[at + 5] = data[p5 + k];
        packed[at + 6] = data[p6 + k];
        packed[at + 7] = data[p7 + k];
      }
    }
    for (; i < rows; i++) {
      for (int k = 0; k < depth; k++) {
        packed[k * rows + i] = data[from + i * depth + k];
      }
    }
  }
}
