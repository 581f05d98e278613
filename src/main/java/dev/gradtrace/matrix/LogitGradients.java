package dev.gradtrace.matrix;

/**
 * Passes of cross-entropy over outputs p with targets y, where p lies in (0, 1) and its slope is
 * p(1 − p), so that slope/p is 1 − p, exact where p rounds to 1.
 */
public final class LogitGradients {

  private LogitGradients() {}

  /**
   * δ = (s − y)·a − y·(1 − p): s·a − y, exact where p rounds to 1 and y = s = 1.
   *
   * @param shares s of every column
   * @param a what the layer hands on: p, or what is made of it
   */
  public static void errors(
      double[] shares, Matrix y, Matrix a, Matrix p, Matrix slope, Matrix delta) {
    int n = y.rows();
    int j = 0;
    while (j < y.columns()) {
      int from = j;
      while (j < y.columns() && shares[j] == shares[from]) {
        j++;
      }
      // A share that is NaN equals nothing, not even itself.
      j = Math.max(j, from + 1);
      Kernels.active()
          .errors(shares[from], y.data, a.data, p.data, slope.data, delta.data, from * n, j * n);
    }
  }

  static void errors(
      double share,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] delta,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      delta[i] = Math.fma(share - y[i], a[i], -y[i] * complement(p[i], slope[i]));
    }
  }

  /**
   * (1−y)/(1−p) − y/a, without what has the factor 0.
   *
   * @param z the logits
   * @return whether all of them are of smaller magnitude than {@code most}
   */
  public static boolean binary(
      double most, Matrix z, Matrix y, Matrix a, Matrix p, Matrix slope, Matrix gradient) {
    return Kernels.active()
        .binaryGradient(
            most, z.data, y.data, a.data, p.data, slope.data, gradient.data, gradient.size());
  }

  static boolean binary(
      double most,
      double[] z,
      double[] y,
      double[] a,
      double[] p,
      double[] slope,
      double[] gradient,
      int from,
      int to) {
    boolean within = true;
    for (int i = from; i < to; i++) {
      double whenOff = y[i] == 1 ? 0 : (1 - y[i]) / complement(p[i], slope[i]);
      double whenOn = y[i] == 0 ? 0 : y[i] / a[i];
      gradient[i] = whenOff - whenOn;
      within &= Math.abs(z[i]) < most;
    }
    return within;
  }

  /**
   * −y/a, 0 where y is.
   *
   * @return whether every a whose y is not 0 is above {@code least}
   */
  public static boolean categorical(double least, Matrix y, Matrix a, Matrix gradient) {
    return Kernels.active()
        .categoricalGradient(least, y.data, a.data, gradient.data, gradient.size());
  }

  static boolean categorical(
      double least, double[] y, double[] a, double[] gradient, int from, int to) {
    boolean within = true;
    for (int i = from; i < to; i++) {
      gradient[i] = y[i] == 0 ? 0 : -y[i] / a[i];
      within &= y[i] == 0 || a[i] > least;
    }
    return within;
  }

  private static double complement(double p, double slope) {
    return p > 0.5 ? slope / p : 1 - p;
  }
}
