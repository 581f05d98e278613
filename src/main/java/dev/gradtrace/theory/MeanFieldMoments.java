package dev.gradtrace.theory;

/**
 * The moments of a signal x in the mean-field limit: means over its units for two different samples
 * a and b.
 *
 * @param mean E x, the same for both samples
 * @param square E x², the same for both samples
 * @param product E xₐx_b
 */
record MeanFieldMoments(double mean, double square, double product) {

  /** Relative change below which a moment counts as converged: rounding. */
  private static final double ROUNDING = 1e-15;

  /** Change of the product relative to the mean square below which it counts as converged. */
  private static final double SETTLED = 1e-12;

  /** The variance over the units. */
  double variance() {
    return square - mean * mean;
  }

  /** The covariance over the units of two samples. */
  double covariance() {
    return product - mean * mean;
  }

  /** The cosine of the angle between two samples. */
  double cosine() {
    return product / square;
  }

  /** x + α·y for a y that is independent of x. */
  MeanFieldMoments plus(double alpha, MeanFieldMoments y) {
    double across = 2 * alpha * mean * y.mean;
    return new MeanFieldMoments(
        mean + alpha * y.mean,
        square + across + alpha * alpha * y.square,
        product + across + alpha * alpha * y.product);
  }

  /** Dropout: each unit of each sample is kept with probability {@code keep} and divided by it. */
  MeanFieldMoments masked(double keep) {
    return new MeanFieldMoments(mean, square / keep, product);
  }

  boolean isAsGoodAs(MeanFieldMoments other) {
    return isSame(mean, other.mean)
        && isSame(square, other.square)
        && Math.abs(product - other.product) <= SETTLED * other.square;
  }

  private static boolean isSame(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.abs(b);
  }
}
