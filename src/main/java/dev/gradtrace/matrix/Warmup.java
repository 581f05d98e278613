package dev.gradtrace.matrix;

/** Calls every loop of a kernel until C2 compiles it. */
final class Warmup {

  private static final int ROUNDS = 60;

  private static final int CALLS = 200;

  /** Rows, depth and columns: with and without remainders, wide and narrow, packed and not. */
  private static final int[][] SHAPES = {
    {30, 64, 10}, {30, 10, 64}, {10, 30, 10}, {64, 16, 32}, {16, 16, 3}, {32, 16, 10}, {70, 16, 30}
  };

  private Warmup() {}

  static void run(Kernel kernel) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int[] shape : SHAPES) {
        warm(kernel, shape);
      }
    }
  }

  private static void warm(Kernel kernel, int[] shape) {
    int m = shape[0];
    int depth = shape[1];
    int n = shape[2];
    double[] sums = new double[6];
    double[] squares = new double[depth];
    double[] rowSums = new double[DescentSums.COUNT * m];
    double[] pivots = new double[2];
    long[] bounds = new long[2];
    Matrix c = Matrix.zeros(m, n);
    Matrix d = Matrix.zeros(m, n);
    Matrix a = Matrix.zeros(m, depth);
    Matrix at = Matrix.zeros(depth, m);
    Matrix b = Matrix.zeros(depth, n);
    Matrix bt = Matrix.zeros(n, depth);
    for (int i = 0; i < CALLS / SHAPES.length; i++) {
      kernel.multiply(1, a, b, c);
      kernel.multiply(0.5, a, bt.transposed(), c);
      kernel.multiply(1, at.transposed(), b, c);
      kernel.sum(a.data, 0, a.size());
      kernel.sumAbs(a.data, 0, a.size());
      kernel.dot(a.data, 0, at.data, 0, a.size());
      kernel.squaredDistance(a.data, at.data, 0, a.size());
      kernel.sigmoid(a.data, at.data, at.data, a.size());
      kernel.tanh(a.data, at.data, at.data, a.size());
      kernel.silu(a.data, at.data, at.data, a.size());
      kernel.softplus(a.data, at.data, at.data, a.size());
      kernel.gelu(a.data, at.data, at.data, a.size());
      kernel.elu(1, 1, a.data, at.data, at.data, a.size());
      kernel.exp(at.data, a.size());
      kernel.log(at.data, a.size());
      kernel.pullBack(a.data, at.data, at.data, m, depth, squares, squares);
      kernel.squaresOfColumns(a.data, m, depth, squares);
      kernel.addToColumns(a.data, c.data, m, n);
      kernel.sumColumns(c.data, at.data, Math.min(m, at.size()), n);
      kernel.weightedSum(at.data, c.data, m, n, a.data);
      kernel.sumMagnitudes(c.data, m, n, a.data);
      kernel.errors(1, a.data, a.data, a.data, a.data, at.data, 0, a.size());
      kernel.binaryGradient(1, a.data, a.data, a.data, a.data, a.data, at.data, a.size());
      kernel.categoricalGradient(0, a.data, a.data, at.data, a.size());
      kernel.boundMagnitudes(a.data, a.size(), bounds);
      kernel.standardizeRows(c.data, a.data, a.data, d.data, m, n);
      kernel.scaleAndShiftRows(c.data, a.data, a.data, d.data, m, n);
      kernel.squaredDistances(c.data, a.data, at.data, m, n);
      kernel.sumProducts(c.data, d.data, at.data, a.data, m, n);
      kernel.pullBackRows(c.data, c.data, a.data, a.data, a.data, a.data, d.data, m, n);
      kernel.inverseRoots(at.data, at.data, at.size(), 0, 1);
      kernel.sumSignals(a.data, at.data, at.data, a.size(), pivots, 1, sums);
      kernel.relu(a.data, at.data, at.data, a.size());
      kernel.descendAlong(0, 0.5, a, bt, c, d, i % 2 == 0 ? null : rowSums);
      kernel.descendAlongRows(0, c.data, d.data, m, 0, n, rowSums);
      kernel.sumSquares(c.data, m, n, a.data);
      kernel.descend(0, a.data, at.data, 0, a.size(), sums, 0);
    }
  }
}
