package dev.gradtrace.matrix;

import dev.gradtrace.matrix.RandomStream.Purpose;

/** What the elements of a random operand are like: Gaussian, but for one in so many. */
enum Numbers {
  ORDINARY(100, 1),
  /** Zeros of both signs, subnormal, or so small that their squares are. */
  TINY(2, 0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310, -3e-309, 1e-170, -1e-160),
  /** Not finite, or so large that their squares or exponentials are not. */
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

  /** The same numbers for the same index. */
  double[] array(int n, int index) {
    RandomStream random = RandomStream.of(9, Purpose.GENERATOR, index);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          random.below(oneIn) == 0 ? specials[random.below(specials.length)] : random.gaussian();
    }
    return values;
  }

  /** The same matrix for the same index. */
  Matrix matrix(int rows, int columns, int index) {
    return Matrix.ofColumns(rows, array(rows * columns, index));
  }
}
