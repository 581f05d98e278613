package dev.gradtrace.matrix;

/** The sums of {@link SignalMoments} in plain Java, in the fixed order of {@link Kernel}. */
final class PlainSignals {

  private PlainSignals() {}

  static void sum(
      double[] z, double[] a, double[] slope, int n, double[] pivots, double bound, double[] sums) {
    int whole = n & -Kernel.LANES;
    rest(z, a, slope, whole, n, pivots, bound, sums);
    if (whole > 0) {
      addDeviations(z, whole, pivots[0], sums, SignalMoments.Z);
      addDeviations(a, whole, pivots[1], sums, SignalMoments.A);
      sums[SignalMoments.SLOPE] = PlainSums.sum(slope, 0, whole) + sums[SignalMoments.SLOPE];
      sums[SignalMoments.SATURATED] += countBelow(bound, slope, whole);
    }
  }

  /** Adds the elements from {@code i} on, which belong to no lane. */
  static void rest(
      double[] z,
      double[] a,
      double[] slope,
      int i,
      int n,
      double[] pivots,
      double bound,
      double[] sums) {
    double zSum = 0;
    double zSquares = 0;
    double aSum = 0;
    double aSquares = 0;
    double slopeSum = 0;
    double saturated = 0;
    for (; i < n; i++) {
      double dz = z[i] - pivots[0];
      zSum += dz;
      zSquares = PlainSums.addSquare(dz, zSquares);
      double da = a[i] - pivots[1];
      aSum += da;
      aSquares = PlainSums.addSquare(da, aSquares);
      slopeSum += slope[i];
      saturated += Math.abs(slope[i]) < bound ? 1 : 0;
    }
    sums[SignalMoments.Z] = zSum;
    sums[SignalMoments.Z_SQUARES] = zSquares;
    sums[SignalMoments.A] = aSum;
    sums[SignalMoments.A_SQUARES] = aSquares;
    sums[SignalMoments.SLOPE] = slopeSum;
    sums[SignalMoments.SATURATED] = saturated;
  }

  /**
   * Adds Σ (x − pivot) and Σ (x − pivot)² over whole blocks to {@code sums[at]} and {@code sums[at
   * + 1]}.
   */
  private static void addDeviations(double[] x, int whole, double pivot, double[] sums, int at) {
    sums[at] = (half(x, whole, pivot, 0) + half(x, whole, pivot, 8)) + sums[at];
    sums[at + 1] =
        (squaresOfHalf(x, whole, pivot, 0) + squaresOfHalf(x, whole, pivot, 8)) + sums[at + 1];
  }

  private static double half(double[] x, int n, double pivot, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
      s0 += x[i] - pivot;
      s1 += x[i + 1] - pivot;
      s2 += x[i + 2] - pivot;
      s3 += x[i + 3] - pivot;
      s4 += x[i + 4] - pivot;
      s5 += x[i + 5] - pivot;
      s6 += x[i + 6] - pivot;
      s7 += x[i + 7] - pivot;
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static double squaresOfHalf(double[] x, int n, double pivot, int start) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int i = start; i < n; i += 16) {
      s0 = PlainSums.addSquare(x[i] - pivot, s0);
      s1 = PlainSums.addSquare(x[i + 1] - pivot, s1);
      s2 = PlainSums.addSquare(x[i + 2] - pivot, s2);
      s3 = PlainSums.addSquare(x[i + 3] - pivot, s3);
      s4 = PlainSums.addSquare(x[i + 4] - pivot, s4);
      s5 = PlainSums.addSquare(x[i + 5] - pivot, s5);
      s6 = PlainSums.addSquare(x[i + 6] - pivot, s6);
      s7 = PlainSums.addSquare(x[i + 7] - pivot, s7);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  private static double countBelow(double bound, double[] x, int n) {
    double count = 0;
    for (int i = 0; i < n; i++) {
      count += Math.abs(x[i]) < bound ? 1 : 0;
    }
    return count;
  }
}
