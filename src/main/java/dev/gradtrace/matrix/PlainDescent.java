package dev.gradtrace.matrix;

/** Gradient descent in plain Java, with the sums that describe it. */
final class PlainDescent {

  private PlainDescent() {}

  static void run(double rate, double[] g, double[] w, int n, double[] sums) {
    int whole = n & -Kernel.LANES;
    sums[DescentSums.GRADIENT_SQUARES] = PlainSums.dot(g, 0, g, 0, whole);
    sums[DescentSums.GRADIENT_ABS] = PlainSums.sumAbs(g, 0, whole);
    sums[DescentSums.WEIGHT_SQUARES] = PlainSums.dot(w, 0, w, 0, whole);
    for (int i = 0; i < whole; i++) {
      w[i] = Math.fma(-rate, g[i], w[i]);
    }
    rest(rate, g, w, whole, n, sums);
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
    sums[DescentSums.GRADIENT_SQUARES] += squares;
    sums[DescentSums.GRADIENT_ABS] += abs;
    sums[DescentSums.WEIGHT_SQUARES] += weights;
  }
}
