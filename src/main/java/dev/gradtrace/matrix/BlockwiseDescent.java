package dev.gradtrace.matrix;

import dev.gradtrace.parallel.Bands;
import dev.gradtrace.parallel.SpareThreads;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gradient descent on a large matrix in the blocks of {@link Sums}, which spare threads may
 * compute. One instance per thread with large matrices, reused.
 */
final class BlockwiseDescent implements Bands {

  /** Cost of the update of a weight in multiply-adds of a product: it waits for memory. */
  private static final int COST = 8;

  private static final ThreadLocal<BlockwiseDescent> OWN =
      ThreadLocal.withInitial(BlockwiseDescent::new);

  private double rate;
  private @Nullable Kernel kernel;
  private double @Nullable [] g;
  private double @Nullable [] w;
  private int size;
  private double[] sums = {};

  private BlockwiseDescent() {}

  /** w ← w − η·g. */
  static void run(Matrix w, Matrix g, double rate) {
    OWN.get().descend(w, g, rate);
  }

  /** w ← w − η·g, with the sums of {@link DescentSums}. */
  static void run(Matrix w, Matrix g, double rate, double[] result) {
    BlockwiseDescent own = OWN.get();
    own.descend(w, g, rate);
    Arrays.fill(result, 0);
    for (int i = 0; i < DescentSums.COUNT * Sums.blocks(own.size); i++) {
      result[i % DescentSums.COUNT] += own.sums[i];
    }
  }

  private void descend(Matrix weights, Matrix gradient, double rate) {
    this.rate = rate;
    kernel = Kernels.active();
    w = weights.data;
    g = gradient.data;
    size = weights.size();
    int blocks = Sums.blocks(size);
    if (sums.length < DescentSums.COUNT * blocks) {
      sums = new double[DescentSums.COUNT * blocks];
    }
    SpareThreads spare = SpareThreads.active();
    try {
      if (blocks <= SpareThreads.MOST_BANDS && spare.worthSharing() > 1) {
        spare.run(this, blocks, (long) COST * size);
      } else {
        for (int block = 0; block < blocks; block++) {
          run(block);
        }
      }
    } finally {
      w = null;
      g = null;
    }
  }

  @Override
  public void run(int block) {
    int from = block * Sums.BLOCK;
    int n = Math.min(Sums.BLOCK, size - from);
    double[] gradient = Objects.requireNonNull(g);
    double[] weights = Objects.requireNonNull(w);
    Objects.requireNonNull(kernel)
        .descend(rate, gradient, weights, from, n, sums, DescentSums.COUNT * block);
  }
}
