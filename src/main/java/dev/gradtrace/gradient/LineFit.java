package dev.gradtrace.gradient;

/**
 * The least-squares line through the values of layers 1, 2, …; reused, every fit overwrites the
 * results.
 */
public final class LineFit {

  private double slope = Double.NaN;
  private double r2 = Double.NaN;

  /** Change per layer; NaN with fewer than two layers, or if a value is not finite. */
  public double slope() {
    return slope;
  }

  /** Coefficient of determination; NaN if all values are equal. */
  public double r2() {
    return r2;
  }

  /** Fits the first {@code count} values; allocates nothing. */
  public void fit(double[] y, int count) {
    slope = Double.NaN;
    r2 = Double.NaN;
    if (count < 2) {
      return;
    }
    double meanLayer = (count + 1) / 2.0;
    double mean = 0;
    for (int l = 1; l <= count; l++) {
      mean += y[l - 1] / count;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int l = 1; l <= count; l++) {
      double dx = l - meanLayer;
      double dy = y[l - 1] - mean;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    slope = xy / xx;
    r2 = yy > 0 ? xy * xy / (xx * yy) : Double.NaN;
  }
}
