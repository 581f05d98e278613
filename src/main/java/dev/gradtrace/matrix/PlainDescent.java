package dev.gradtrace.matrix;

/** Gradient descent in plain Java, with the sums that describe it. */
final class PlainDescent {

  private PlainDescent() {}

  static void run(double rate, double[] g, double[] w, int n, double[] sums) {
    sums[Kernel.GRADIENT_SQUARES] = Kernels.active().dot(g, 0, g, 0, n);
    sums[Kernel.GRADIENT_ABS] = Kernels.active().sumAbs(g, 0, n);
    sums[Kernel.WEIGHT_SQUARES] = Kernels.active().dot(w, 0, w, 0, n);
    for (int i = 0; i < n; i++) {
      w[i] = Math.fma(-rate, g[i], w[i]);
    }
  }

  /** The elements from {@code i} on, which belong to no lane. */
  static void rest(double rate, double[] g, double[] w, int i, int n, double[] sums) {
    double squares = 0;
    double abs = 0;
    double weights = 0;
    for (; i < n; i++) {
      squares = PlainSums.addSquare(g[i], squares);
      abs += Math.abs(g[i]);
      weights = PlainSums.addSquare(w[i], weights);
      w[i] = Math.fma(-rate, g[i], w[i]);
    }
    sums[Kernel.GRADIENT_SQUARES] += squares;
    sums[Kernel.GRADIENT_ABS] += abs;
    sums[Kernel.WEIGHT_SQUARES] += weights;
  }
}
