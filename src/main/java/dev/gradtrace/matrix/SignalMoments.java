package dev.gradtrace.matrix;

/**
 * Mean and spread of what a layer computed on a batch: preactivations z, activations a and slopes
 * σ′(z). Made once, overwritten by every {@link #measure}.
 *
 * <p>Deviations are taken from the first element instead of the mean, so that one pass is enough.
 * Since that element is one of the n, its distance to the mean is at most √n standard deviations,
 * and the cancellation costs a relative n·2⁻⁵³ of the variance at worst.
 */
public final class SignalMoments {

  static final int Z = 0;
  static final int Z_SQUARES = 1;
  static final int A = 2;
  static final int A_SQUARES = 3;
  static final int SLOPE = 4;
  static final int SATURATED = 5;

  /** Between these, sums of squares have lost nothing to overflow or underflow. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private static final double SAFE_MAXIMUM = 0x1p1000;

  private final double[] sums = new double[6];
  private final double[] pivots = new double[2];
  private double count;
  private double preactivationStd;
  private double activationStd;

  /**
   * Overwrites this with the moments of a layer.
   *
   * @param bound slopes of smaller magnitude are called saturated; NaN for none
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

  /** Standard deviation of z, over n. */
  public double preactivationStd() {
    return preactivationStd;
  }

  /** Mean of a. */
  public double activationMean() {
    return pivots[1] + sums[A] / count;
  }

  /** Standard deviation of a, over n. */
  public double activationStd() {
    return activationStd;
  }

  /** Mean of σ′(z). */
  public double slopeMean() {
    return sums[SLOPE] / count;
  }

  /** Share of the elements that are saturated. */
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

  /** The same where squares are out of the range of doubles. */
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
