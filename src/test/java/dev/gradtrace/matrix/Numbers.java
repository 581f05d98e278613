package dev.gradtrace.matrix;

import dev.gradtrace.matrix.RandomStream.Purpose;

/** Distributions of the elements of random operands: Gaussian, with a share of special values. */
enum Numbers {
  ORDINARY(100, 1),
  /** Zeros of both signs, subnormal numbers, and numbers with subnormal squares. */
  TINY(2, 0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, -3e-309, 1e-170, -1e-160),
  /** NaN, infinities, and numbers whose squares or exponentials overflow. */
  HUGE(
      15,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      1e200,
      745.2,
      -745.2,
      -0.0);

  private final int oneIn;
  private final double[] specials;

  Numbers(int oneIn, double... specials) {
    this.oneIn = oneIn;
    this.specials = specials;
  }

  /** An array that depends on the index alone. */
  double[] array(int n, int index) {
    RandomStream random = RandomStream.of(9, Purpose.GENERATOR, index);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          random.below(oneIn) == 0 ? specials[random.below(specials.length)] : random.gaussian();
    }
    return values;
  }

  /** A matrix that depends on the index alone. */
  Matrix matrix(int rows, int columns, int index) {
    return Matrix.ofColumns(rows, array(rows * columns, index));
  }
}
