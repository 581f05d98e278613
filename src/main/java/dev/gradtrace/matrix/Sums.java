package dev.gradtrace.matrix;

/**
 * Sums of any number of elements: blocks of {@value #BLOCK} are summed in the order of {@link
 * Kernel}, and their sums added in order. Hence several threads can compute them with the same
 * bits.
 */
final class Sums {

  /** Elements per block, a multiple of the lanes. */
  static final int BLOCK = 1 << 15;

  private Sums() {}

  /** Number of blocks; the last may be smaller. */
  static int blocks(int n) {
    return (n + BLOCK - 1) / BLOCK;
  }

  /** Σ x over n elements from {@code from}. */
  static double sum(double[] x, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().sum(x, from + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ |x|. */
  static double sumAbs(double[] x, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().sumAbs(x, from + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ x·y, fused. */
  static double dot(double[] x, int xFrom, double[] y, int yFrom, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().dot(x, xFrom + i, y, yFrom + i, Math.min(BLOCK, n - i));
    }
    return sum;
  }

  /** Σ (x − y)², fused. */
  static double squaredDistance(double[] x, double[] y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      sum += Kernels.active().squaredDistance(x, y, i, Math.min(BLOCK, n - i));
    }
    return sum;
  }
}
