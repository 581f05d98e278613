package dev.gradtrace.matrix;

/** Gradient descent in plain Java, with the sums of {@link DescentSums}. */
final class PlainDescent {

  /** Columns that are passed together. */
  private static final int PANEL = 32;

  private PlainDescent() {}

  static void run(double rate, double[] g, double[] w, int from, int n, double[] sums, int at) {
    int whole = n & -Kernel.LANES;
    sums[at + DescentSums.GRADIENT_SQUARES] = PlainSums.dot(g, from, g, from, whole);
    sums[at + DescentSums.GRADIENT_ABS] = PlainSums.sumAbs(g, from, whole);
    sums[at + DescentSums.WEIGHT_SQUARES] = PlainSums.dot(w, from, w, from, whole);
    Updates.descend(rate, g, w, from, from + whole);
    rest(rate, g, w, from + whole, from + n, sums, at);
  }

  /** {@link Kernel#descendAlongRows}. */
  static void alongRows(
      double rate, double[] g, double[] w, int n, int from, int to, double[] rowSums) {
    for (int column = from; column < to; column += PANEL) {
      int end = Math.min(to, column + PANEL);
      PlainColumns.addSquares(g, n, column, end, rowSums, DescentSums.GRADIENT_SQUARES * n);
      PlainColumns.addMagnitudes(g, n, column, end, rowSums, DescentSums.GRADIENT_ABS * n);
      PlainColumns.addSquares(w, n, column, end, rowSums, DescentSums.WEIGHT_SQUARES * n);
      Updates.descend(rate, g, w, column * n, end * n);
    }
  }

  /** Processes the elements {@code i}…{@code to} − 1, which belong to no lane. */
  static void rest(double rate, double[] g, double[] w, int i, int to, double[] sums, int at) {
    double squares = 0;
    double abs = 0;
    double weights = 0;
    for (; i < to; i++) {
      squares = PlainSums.addSquare(g[i], squares);
      abs += Math.abs(g[i]);
      weights = PlainSums.addSquare(w[i], weights);
      w[i] = Math.fma(-rate, g[i], w[i]);
    }
    sums[at + DescentSums.GRADIENT_SQUARES] += squares;
    sums[at + DescentSums.GRADIENT_ABS] += abs;
    sums[at + DescentSums.WEIGHT_SQUARES] += weights;
  }
}
