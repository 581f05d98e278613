package dev.gradtrace.matrix;

import dev.gradtrace.parallel.Bands;
import dev.gradtrace.parallel.SpareThreads;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A large product C, split by rows or columns among the available threads. Every element is one
 * chain of additions, whichever thread computes it, so that the split does not affect any bit. One
 * instance per thread with large products, reused.
 */
final class BandedProduct implements Bands {

  /** Multiply-adds from which spare threads are used: 20 to 40 µs. */
  private static final long WORTH_SHARING = 1_000_000;

  /** Approximate multiply-adds of a band; in smaller ones the overhead dominates. */
  private static final long BAND = 65_000;

  /** Bands per thread: a late or slow thread delays the others less. */
  private static final int ROUNDS = 8;

  /** Bands begin at multiples of the rows of the panels of {@link VectorProducts}. */
  private static final int ROW_UNIT = 16;

  /** Bands begin at multiples of the columns of its tiles. */
  private static final int COLUMN_UNIT = 4;

  private static final ThreadLocal<BandedProduct> OWN = ThreadLocal.withInitial(BandedProduct::new);

  private double alpha;
  private @Nullable Kernel kernel;
  private @Nullable MatrixView a;
  private @Nullable MatrixView b;
  private @Nullable Matrix c;
  private boolean byRows;
  private int units;
  private int count;

  private BandedProduct() {}

  /** Whether a product is large enough to be shared. */
  static boolean isLarge(int rows, int depth, int columns) {
    return (long) rows * depth * columns >= WORTH_SHARING;
  }

  /** C = α·op(A)·op(B), with the help of spare threads. */
  static void multiply(double alpha, MatrixView a, MatrixView b, Matrix c) {
    SpareThreads spare = SpareThreads.active();
    int threads = spare.worthSharing();
    if (threads == 1) {
      Kernels.active().multiply(alpha, a, b, c);
    } else {
      OWN.get().share(alpha, a, b, c, spare, threads);
    }
  }

  private void share(
      double factor,
      MatrixView left,
      MatrixView right,
      Matrix product,
      SpareThreads spare,
      int threads) {
    alpha = factor;
    kernel = Kernels.active();
    a = left;
    b = right;
    c = product;
    long cost = (long) product.rows() * left.columns() * product.columns();
    cut(cost, threads);
    try {
      if (count == 1) {
        kernel.multiply(factor, left, right, product);
      } else {
        spare.run(this, count, cost);
      }
    } finally {
      a = null;
      b = null;
      c = null;
    }
  }

  /** Splits by rows, so that each thread packs its own, unless there are too few. */
  private void cut(long cost, int threads) {
    long affordable = Math.min(cost / BAND, Integer.MAX_VALUE);
    int most = (int) Math.max(1, Math.min(threads, affordable));
    int wanted = (int) (most * Math.max(1, Math.min(ROUNDS, affordable / most)));
    Matrix product = Objects.requireNonNull(c);
    int rowUnits = product.rows() / ROW_UNIT;
    int columnUnits = product.columns() / COLUMN_UNIT;
    byRows = rowUnits >= Math.min(wanted, 2 * most) || rowUnits >= columnUnits;
    units = Math.max(1, byRows ? rowUnits : columnUnits);
    count = Math.min(wanted, units);
  }

  /** Computes a band; the last one includes the incomplete unit. */
  @Override
  public void run(int band) {
    Matrix product = Objects.requireNonNull(c);
    int unit = byRows ? ROW_UNIT : COLUMN_UNIT;
    int all = byRows ? product.rows() : product.columns();
    int from = (int) ((long) band * units / count) * unit;
    int to = band == count - 1 ? all : (int) ((band + 1L) * units / count) * unit;
    Kernel loops = Objects.requireNonNull(kernel);
    MatrixView left = Objects.requireNonNull(a);
    MatrixView right = Objects.requireNonNull(b);
    if (byRows) {
      loops.multiplyRows(alpha, left, right, product, from, to);
    } else {
      loops.multiplyColumns(alpha, left, right, product, from, to);
    }
  }
}
