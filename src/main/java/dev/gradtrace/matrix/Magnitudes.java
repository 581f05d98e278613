package dev.gradtrace.matrix;

/**
 * The least and the greatest |x| as its bits, which are in the order of the numbers: infinity is
 * above all, NaN above that. Zeros are left out of the least. Made once, widened by every pass.
 */
public final class Magnitudes {

  /** Place of the least: its bits less 1, with the other sign, so that 0 is the largest of all. */
  static final int LEAST = 0;

  static final int GREATEST = 1;

  /** All bits but the sign. */
  static final long BITS = Long.MAX_VALUE;

  private final long[] bounds = new long[2];

  public Magnitudes() {
    clear();
  }

  /** Knows of no number any more. */
  public void clear() {
    bounds[LEAST] = Long.MAX_VALUE;
    bounds[GREATEST] = 0;
  }

  /** Takes in the first n elements of x. */
  public void include(double[] x, int n) {
    Kernels.active().boundMagnitudes(x, n, bounds);
  }

  /** Replaces the greatest, where something is to be left out of it. */
  public void setGreatest(double magnitude) {
    bounds[GREATEST] = Double.doubleToRawLongBits(magnitude);
  }

  /** The least that is not 0; infinity of nothing else. */
  public double least() {
    return bounds[LEAST] == Long.MAX_VALUE
        ? Double.POSITIVE_INFINITY
        : Double.longBitsToDouble(bounds[LEAST] - Long.MIN_VALUE + 1);
  }

  /** The greatest; 0 of nothing. */
  public double greatest() {
    return Double.longBitsToDouble(bounds[GREATEST]);
  }

  static void bound(double[] x, int from, int to, long[] bounds) {
    long least = bounds[LEAST];
    long greatest = bounds[GREATEST];
    for (int i = from; i < to; i++) {
      long bits = Double.doubleToRawLongBits(x[i]) & BITS;
      long aboveZero = bits - 1 + Long.MIN_VALUE;
      if (aboveZero < least) {
        least = aboveZero;
      }
      if (bits > greatest) {
        greatest = bits;
      }
    }
    bounds[LEAST] = least;
    bounds[GREATEST] = greatest;
  }
}
