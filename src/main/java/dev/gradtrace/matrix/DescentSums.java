package dev.gradtrace.matrix;

/**
 * What one pass of plain descent found out about a matrix of weights and its gradient. Made once,
 * overwritten by every {@link Updates#descend(Matrix, Matrix, double, DescentSums)}.
 */
public final class DescentSums {

  /** Place of Σ g². */
  static final int GRADIENT_SQUARES = 0;

  /** Place of Σ |g|. */
  static final int GRADIENT_ABS = 1;

  /** Place of Σ w², from before the update. */
  static final int WEIGHT_SQUARES = 2;

  /** How many there are. */
  static final int COUNT = 3;

  final double[] sums = new double[COUNT];
  private double gradientNorm;
  private double gradientMeanAbs;

  /** Takes the rest from {@link #sums}, as the kernel left them. */
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
