package dev.gradtrace.matrix;

/**
 * Operations of normalisations: x̂ = (x − mean)·r with r = 1/√(variance + ε), u = γ·x̂ + β, and
 * their back-propagation. Vectors are matrices of one column.
 *
 * <p>Sums over the columns of a row are chains over ascending columns; sums over a column run in
 * the order of {@link Kernel}.
 */
public final class Standardization {

  /** Ratio of variance to mean square up to which the variance is only rounding error. */
  private static final double NOTHING = 1e-28;

  /** The root of {@link #NOTHING}. */
  private static final double NO_DEVIATION = 1e-14;

  /** Variances below may have lost bits to underflow, unless ε exceeds them. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private static final double SAFE_MAXIMUM = 0x1p1000;

  /** Exponent of r up to which gradients stay within the range of doubles. */
  private static final int FAR = 600;

  private Standardization() {}

  /**
   * Mean and population variance of every row, and r = 1/√(variance + ε); r is 0 if variance and ε
   * are negligible relative to the mean square.
   */
  public static void rowMoments(
      Matrix x, double epsilon, Matrix mean, Matrix variance, Matrix inverse) {
    int n = x.rows();
    int m = x.columns();
    mean.setRowSums(1, x);
    for (int i = 0; i < n; i++) {
      mean.data[i] /= m;
    }
    Kernels.active().squaredDistances(x.data, mean.data, variance.data, n, m);
    for (int i = 0; i < n; i++) {
      double squares = variance.data[i] / m;
      variance.data[i] = squares;
      inverse.data[i] =
          isSafe(squares, epsilon)
              ? inverseDeviation(mean.data[i], squares, epsilon)
              : inverseOfFarRow(x, i, epsilon, mean);
    }
  }

  private static boolean isSafe(double squares, double epsilon) {
    return squares <= SAFE_MAXIMUM && (squares >= SAFE_MINIMUM || epsilon >= SAFE_MINIMUM);
  }

  /** r of a row whose squares or sum leave the range of doubles; also corrects its mean. */
  private static double inverseOfFarRow(Matrix x, int i, double epsilon, Matrix mean) {
    int n = x.rows();
    int m = x.columns();
    if (!Double.isFinite(mean.data[i])) {
      double sum = 0;
      for (int j = 0; j < m; j++) {
        sum += x.data[j * n + i] / m;
      }
      mean.data[i] = sum;
    }
    double[] distances = new double[m];
    for (int j = 0; j < m; j++) {
      distances[j] = x.data[j * n + i] - mean.data[i];
    }
    double deviation = Norm.of(distances, 0, m) / Math.sqrt(m);
    return inverseOfFar(deviation, mean.data[i], epsilon);
  }

  /**
   * r of given moments; 0 if variance and ε are negligible relative to the mean square, NaN if
   * their sum is negative.
   */
  public static void inverseDeviations(
      Matrix mean, Matrix variance, double epsilon, Matrix inverse) {
    for (int i = 0; i < mean.rows(); i++) {
      inverse.data[i] = inverseDeviation(mean.data[i], variance.data[i], epsilon);
    }
  }

  private static double inverseDeviation(double mean, double variance, double epsilon) {
    double sum = variance + epsilon;
    if (sum < 0) {
      return Double.NaN;
    }
    return sum <= NOTHING * Math.fma(mean, mean, variance) ? 0 : 1 / Math.sqrt(sum);
  }

  /** r from the standard deviation; 0 also if r is outside the range of doubles. */
  private static double inverseOfFar(double deviation, double mean, double epsilon) {
    double whole = StrictMath.hypot(deviation, Math.sqrt(epsilon));
    double inverse = 1 / whole;
    return whole <= NO_DEVIATION * StrictMath.hypot(mean, deviation) || Double.isInfinite(inverse)
        ? 0
        : inverse;
  }

  /**
   * Updates moving moments: moving·momentum + batch·factor·(1 − momentum), at most the largest
   * double.
   */
  public static void move(Matrix moving, double momentum, double factor, Matrix batch) {
    double weight = (1 - momentum) * factor;
    for (int i = 0; i < moving.rows(); i++) {
      double moved = Math.fma(weight, batch.data[i], momentum * moving.data[i]);
      moving.data[i] = moved > Double.MAX_VALUE ? Double.MAX_VALUE : moved;
    }
  }

  /** Half the exponent of the largest factor r if that exceeds {@link #FAR}; else 0. */
  public static int farExponent(Matrix inverse) {
    return farExponent(inverse.data, inverse.rows());
  }

  /** Half the exponent of the largest of n factors r if that exceeds {@link #FAR}; else 0. */
  public static int farExponent(double[] inverse, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, inverse[i]);
    }
    int exponent = Math.getExponent(largest);
    boolean far = Math.abs(exponent) > FAR && largest > 0 && largest <= Double.MAX_VALUE;
    return far ? exponent / 2 : 0;
  }

  /** x̂ᵢⱼ = (xᵢⱼ − meanᵢ)·rᵢ. */
  public static void standardizeRows(Matrix x, Matrix mean, Matrix inverse, Matrix standardized) {
    x.requireSameShape(standardized);
    Kernels.active()
        .standardizeRows(x.data, mean.data, inverse.data, standardized.data, x.rows(), x.columns());
  }

  /**
   * x̂ⱼ = (xⱼ − mean of xⱼ)·rⱼ of every column.
   *
   * @param inverse receives rⱼ; 0 if variance and ε are negligible
   */
  public static void standardizeColumns(
      Matrix x, double epsilon, double[] inverse, Matrix standardized) {
    x.requireSameShape(standardized);
    int n = x.rows();
    for (int j = 0; j < x.columns(); j++) {
      int at = j * n;
      double mean = columnMean(x.data, at, n);
      for (int i = at; i < at + n; i++) {
        standardized.data[i] = x.data[i] - mean;
      }
      inverse[j] = scaleColumn(standardized.data, at, n, mean, epsilon);
    }
  }

  /** x̂ⱼ = xⱼ/√(mean square of xⱼ + ε) of every column. */
  public static void scaleColumns(Matrix x, double epsilon, double[] inverse, Matrix standardized) {
    standardized.set(x);
    int n = x.rows();
    for (int j = 0; j < x.columns(); j++) {
      inverse[j] = scaleColumn(standardized.data, j * n, n, 0, epsilon);
    }
  }

  private static double columnMean(double[] x, int at, int n) {
    double mean = Kernels.active().sum(x, at, n) / n;
    if (Double.isInfinite(mean)) {
      mean = 0;
      for (int i = at; i < at + n; i++) {
        mean += x[i] / n;
      }
    }
    return mean;
  }

  private static double scaleColumn(double[] x, int at, int n, double mean, double epsilon) {
    double squares = Kernels.active().dot(x, at, x, at, n) / n;
    double inverse =
        isSafe(squares, epsilon)
            ? inverseDeviation(mean, squares, epsilon)
            : inverseOfFar(Norm.of(x, at, n) / Math.sqrt(n), mean, epsilon);
    for (int i = at; i < at + n; i++) {
      x[i] *= inverse;
    }
    return inverse;
  }

  /** uᵢⱼ = γᵢ·x̂ᵢⱼ + βᵢ, fused. */
  public static void scaleAndShift(Matrix standardized, Matrix gamma, Matrix beta, Matrix result) {
    standardized.requireSameShape(result);
    Kernels.active()
        .scaleAndShiftRows(
            standardized.data, gamma.data, beta.data, result.data, result.rows(), result.columns());
  }

  /** Means over the columns of gᵢⱼ and of gᵢⱼ·x̂ᵢⱼ, one chain per row. */
  public static void rowMeans(Matrix g, Matrix standardized, Matrix means, Matrix products) {
    g.requireSameShape(standardized);
    Kernels.active()
        .sumProducts(g.data, standardized.data, means.data, products.data, g.rows(), g.columns());
    means.scale(1.0 / g.columns());
    products.scale(1.0 / g.columns());
  }

  /**
   * Back-propagates through {@link #rowMoments} and {@link #standardizeRows}: γᵢ·rᵢ·(g − mean of g
   * − x̂·mean of g·x̂), with means over the columns.
   *
   * @param g the gradient with respect to u
   * @param means mean of g in every row, and {@code products} that of g·x̂
   * @param result receives the gradient with respect to x; not g
   */
  public static void pullBackRows(
      Matrix g,
      Matrix standardized,
      Matrix gamma,
      Matrix inverse,
      Matrix means,
      Matrix products,
      Matrix result) {
    Kernels.active()
        .pullBackRows(
            g.data,
            standardized.data,
            gamma.data,
            inverse.data,
            means.data,
            products.data,
            result.data,
            g.rows(),
            g.columns());
  }

  /** γᵢ·rᵢ·g: back-propagation with constant mean and variance. */
  public static void scaleRows(Matrix g, Matrix gamma, Matrix inverse, Matrix result) {
    int n = g.rows();
    for (int j = 0; j < g.columns(); j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        result.data[at + i] = inverse.data[i] * g.data[at + i] * gamma.data[i];
      }
    }
  }

  /**
   * Back-propagates through {@link #standardizeColumns}: rⱼ·(p − mean of p − x̂·mean of p·x̂) with
   * p = γ·g and means over the rows; through {@link #scaleColumns} without the mean of p.
   *
   * @param centred whether the mean of the columns was subtracted
   */
  public static void pullBackColumns(
      Matrix g,
      Matrix standardized,
      Matrix gamma,
      double[] inverse,
      boolean centred,
      Matrix result) {
    int n = g.rows();
    double[] p = result.data;
    for (int j = 0; j < g.columns(); j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        p[at + i] = gamma.data[i] * g.data[at + i];
      }
      double mean = centred ? Kernels.active().sum(p, at, n) / n : 0;
      double along = Kernels.active().dot(p, at, standardized.data, at, n) / n;
      double r = inverse[j];
      for (int i = at; i < at + n; i++) {
        p[i] = r * Math.fma(-standardized.data[i], along, p[i] - mean);
      }
    }
  }

  /** Adds factorᵢ·xᵢⱼ to every element of {@code sum}, fused. */
  public static void addScaledRows(Matrix x, Matrix factors, Matrix sum) {
    x.requireSameShape(sum);
    int n = x.rows();
    for (int j = 0; j < x.columns(); j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        sum.data[at + i] = Math.fma(factors.data[i], x.data[at + i], sum.data[at + i]);
      }
    }
  }
}
