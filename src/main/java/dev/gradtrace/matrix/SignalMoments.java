package dev.gradtrace.matrix;

/**
 * Means and standard deviations of preactivations z, activations a and slopes σ′(z) of a layer over
 * a batch. Reused; overwritten by every {@link #measure}.
 *
 * <p>Deviations are taken from the first element instead of the mean, so that one pass suffices.
 * Since that element is one of the n, its distance to the mean is at most √n standard deviations,
 * and cancellation causes a relative error of the variance of at most n·2⁻⁵³.
 */
public final class SignalMoments {

  static final int Z = 0;
  static final int Z_SQUARES = 1;
  static final int A = 2;
  static final int A_SQUARES = 3;
  static final int SLOPE = 4;
  static final int SATURATED = 5;

  /** Sums of squares from here to the maximum have not overflowed or underflowed. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private static final double SAFE_MAXIMUM = 0x1p1000;

  private final double[] sums = new double[6];
  private final double[] pivots = new double[2];
  private double count;
  private double preactivationStd;
  private double activationStd;

  /**
   * Computes the moments of a layer.
   *
   * @param bound slopes of smaller magnitude count as saturated; NaN for none
   */
  public void measure(Matrix z, Matrix a, Matrix slope, double bound) {
    count = z.size();
    pivots[0] = Double.isInfinite(z.data[0]) ? 0 : z.data[0];
    pivots[1] = Double.isInfinite(a.data[0]) ? 0 : a.data[0];
    Kernels.active().sumSignals(z.data, a.data, slope.data, z.size(), pivots, bound, sums);
    preactivationStd = deviation(z, sums[Z], sums[Z_SQUARES]);
    activationStd = deviation(a, sums[A], sums[A_SQUARES]);
  }

  /** Mean of z. */
  public double preactivationMean() {
    return pivots[0] + sums[Z] / count;
  }

  /** Population standard deviation of z. */
  public double preactivationStd() {
    return preactivationStd;
  }

  /** Mean of a. */
  public double activationMean() {
    return pivots[1] + sums[A] / count;
  }

  /** Population standard deviation of a. */
  public double activationStd() {
    return activationStd;
  }

  /** Mean of σ′(z). */
  public double slopeMean() {
    return sums[SLOPE] / count;
  }

  /** Share of saturated elements. */
  public double saturatedFraction() {
    return sums[SATURATED] / count;
  }

  private double deviation(Matrix x, double sum, double squares) {
    if (squares > SAFE_MAXIMUM || squares < SAFE_MINIMUM && sum != 0) {
      return farDeviation(x);
    }
    double spread = squares - sum * (sum / count);
    return Math.sqrt(spread < 0 ? 0 : spread / count);
  }

  /** The deviation of values whose squares leave the range of doubles. */
  private double farDeviation(Matrix x) {
    double max = x.maxAbs();
    int exponent = Math.getExponent(max);
    if (!(max > 0) || exponent > Double.MAX_EXPONENT) {
      return Double.NaN;
    }
    double mean = 0;
    for (int i = 0; i < x.size(); i++) {
      mean += Math.scalb(x.data[i], -exponent) / count;
    }
    double squares = 0;
    for (int i = 0; i < x.size(); i++) {
      double distance = Math.scalb(x.data[i], -exponent) - mean;
      squares = Math.fma(distance, distance, squares);
    }
    return Math.scalb(Math.sqrt(squares / count), exponent);
  }
}
