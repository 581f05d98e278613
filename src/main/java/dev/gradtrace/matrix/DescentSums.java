package dev.gradtrace.matrix;

import java.util.Arrays;

/**
 * Norms of weights and gradient, computed in the pass of plain descent. Reused; overwritten by
 * every descent of {@link Updates} that it is passed to.
 */
public final class DescentSums {

  /** Index of Σ g². */
  static final int GRADIENT_SQUARES = 0;

  /** Index of Σ |g|. */
  static final int GRADIENT_ABS = 1;

  /** Index of Σ w² before the update. */
  static final int WEIGHT_SQUARES = 2;

  /** Number of sums. */
  static final int COUNT = 3;

  final double[] sums = new double[COUNT];
  private double gradientNorm;
  private double gradientMeanAbs;

  /** Σ g² of every row, then Σ |g|, then Σ w². */
  private double[] rowSums = {};

  /** The sums of every row, 0 each. */
  double[] clearRows(int rows) {
    if (rowSums.length < COUNT * rows) {
      rowSums = new double[COUNT * rows];
    } else {
      Arrays.fill(rowSums, 0, COUNT * rows, 0);
    }
    return rowSums;
  }

  /** Computes {@link #sums} from those of the rows. */
  void addRows(int rows) {
    for (int i = 0; i < COUNT; i++) {
      sums[i] = Kernels.active().sum(rowSums, i * rows, rows);
    }
  }

  /** Whether {@link #complete} does without the gradient. */
  boolean isSafe() {
    return Norm.isSafe(sums[GRADIENT_SQUARES]);
  }

  /** Computes the results from {@link #sums}, which the kernel set. */
  void complete(Matrix g) {
    gradientNorm = Norm.of(sums[GRADIENT_SQUARES], g.data, 0, g.size());
    gradientMeanAbs = sums[GRADIENT_ABS] / g.size();
  }

  /** ‖g‖_F. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** Mean |g|. */
  public double gradientMeanAbs() {
    return gradientMeanAbs;
  }

  /** ‖w‖_F before the update. */
  public double weightNorm() {
    return Math.sqrt(sums[WEIGHT_SQUARES]);
  }
}
