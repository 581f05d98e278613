package dev.gradtrace.matrix;

/**
 * The passes of normalisations: x̂ = (x − mean)·r with r = 1/√(variance + ε), u = γ·x̂ + β, and
 * what comes back through them. Vectors that belong to rows or to columns are matrices of one
 * column.
 *
 * <p>Sums over the columns of a row are chains over ascending columns; sums over a column run in
 * the order of {@link Kernel}.
 */
public final class Standardization {

  /** A variance that is less of the mean square is made of what rounding left of the mean. */
  private static final double NOTHING = 1e-28;

  /** Squares of smaller sums may have lost bits to underflow. */
  private static final double SAFE_MINIMUM = 0x1p-900;

  private Standardization() {}

  /** The mean of every row, and the mean square of the distances from it. */
  public static void rowMoments(Matrix x, Matrix mean, Matrix variance) {
    int n = x.rows();
    int m = x.columns();
    mean.setRowSums(1, x);
    for (int i = 0; i < n; i++) {
      mean.data[i] /= m;
    }
    addSquaredDistances(x.data, n, m, mean.data, variance.data);
    for (int i = 0; i < n; i++) {
      variance.data[i] /= m;
    }
  }

  private static void addSquaredDistances(
      double[] x, int n, int m, double[] mean, double[] squares) {
    for (int i = 0; i < n; i++) {
      squares[i] = 0;
    }
    for (int j = 0; j < m; j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        double d = x[at + i] - mean[i];
        squares[i] = Math.fma(d, d, squares[i]);
      }
    }
  }

  /** r of every row; 0 where variance and ε are nothing beside the mean square. */
  public static void inverseDeviations(
      Matrix mean, Matrix variance, double epsilon, Matrix inverse) {
    for (int i = 0; i < mean.rows(); i++) {
      inverse.data[i] = inverseDeviation(mean.data[i], variance.data[i], epsilon);
    }
  }

  private static double inverseDeviation(double mean, double variance, double epsilon) {
    double sum = variance + epsilon;
    return sum <= NOTHING * Math.fma(mean, mean, variance) ? 0 : 1 / Math.sqrt(sum);
  }

  /** x̂ᵢⱼ = (xᵢⱼ − meanᵢ)·rᵢ. */
  public static void standardizeRows(Matrix x, Matrix mean, Matrix inverse, Matrix standardized) {
    x.requireSameShape(standardized);
    int n = x.rows();
    for (int j = 0; j < x.columns(); j++) {
      standardizeColumn(x.data, mean.data, inverse.data, standardized.data, j * n, n);
    }
  }

  private static void standardizeColumn(
      double[] x, double[] mean, double[] inverse, double[] standardized, int at, int n) {
    for (int i = 0; i < n; i++) {
      standardized[at + i] = (x[at + i] - mean[i]) * inverse[i];
    }
  }

  /**
   * x̂ⱼ = (xⱼ − mean of xⱼ)·rⱼ of every column.
   *
   * @param inverse receives rⱼ in its first elements; 0 where variance and ε are nothing
   */
  public static void standardizeColumns(
      Matrix x, double epsilon, double[] inverse, Matrix standardized) {
    x.requireSameShape(standardized);
    int n = x.rows();
    for (int j = 0; j < x.columns(); j++) {
      int at = j * n;
      double mean = Kernels.active().sum(x.data, at, n) / n;
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

  private static double scaleColumn(double[] x, int at, int n, double mean, double epsilon) {
    double squares = Kernels.active().dot(x, at, x, at, n);
    double inverse =
        squares < SAFE_MINIMUM && epsilon == 0 || squares == Double.POSITIVE_INFINITY
            ? inverseOfNorm(Norm.of(squares, x, at, n), n, mean)
            : inverseDeviation(mean, squares / n, epsilon);
    for (int i = at; i < at + n; i++) {
      x[i] *= inverse;
    }
    return inverse;
  }

  /** r where ε does not matter and the square of the norm is out of range. */
  private static double inverseOfNorm(double norm, int n, double mean) {
    double deviation = norm / Math.sqrt(n);
    return deviation <= Math.sqrt(NOTHING) * Math.abs(mean) ? 0 : 1 / deviation;
  }

  /** uᵢⱼ = γᵢ·x̂ᵢⱼ + βᵢ, fused. */
  public static void scaleAndShift(Matrix standardized, Matrix gamma, Matrix beta, Matrix result) {
    standardized.requireSameShape(result);
    int n = result.rows();
    for (int j = 0; j < result.columns(); j++) {
      scaleAndShiftColumn(standardized.data, gamma.data, beta.data, result.data, j * n, n);
    }
  }

  private static void scaleAndShiftColumn(
      double[] x, double[] gamma, double[] beta, double[] result, int at, int n) {
    for (int i = 0; i < n; i++) {
      result[at + i] = Math.fma(gamma[i], x[at + i], beta[i]);
    }
  }

  /** Σⱼ aᵢⱼ·bᵢⱼ of every row, one chain each. */
  public static void rowProducts(Matrix a, Matrix b, Matrix sums) {
    a.requireSameShape(b);
    int n = a.rows();
    sums.fill(0);
    for (int j = 0; j < a.columns(); j++) {
      addProducts(a.data, b.data, sums.data, j * n, n);
    }
  }

  private static void addProducts(double[] a, double[] b, double[] sums, int at, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] = Math.fma(a[at + i], b[at + i], sums[i]);
    }
  }

  /**
   * What comes back through {@link #rowMoments} and {@link #standardizeRows}: γᵢ·rᵢ·(g − mean of g
   * − x̂·mean of g·x̂), means over the columns.
   *
   * @param g the gradient with respect to u
   * @param sums Σⱼ g of every row
   * @param products Σⱼ g·x̂ of every row
   * @param result receives the gradient with respect to x
   */
  public static void pullBackRows(
      Matrix g,
      Matrix standardized,
      Matrix gamma,
      Matrix inverse,
      Matrix sums,
      Matrix products,
      Matrix result) {
    int n = g.rows();
    double share = 1.0 / g.columns();
    for (int j = 0; j < g.columns(); j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        double centred = g.data[at + i] - share * sums.data[i];
        double along = share * products.data[i];
        result.data[at + i] =
            gamma.data[i] * inverse.data[i] * Math.fma(-standardized.data[at + i], along, centred);
      }
    }
  }

  /** γᵢ·rᵢ·g: what comes back where mean and variance are given. */
  public static void scaleRows(Matrix g, Matrix gamma, Matrix inverse, Matrix result) {
    int n = g.rows();
    for (int j = 0; j < g.columns(); j++) {
      int at = j * n;
      for (int i = 0; i < n; i++) {
        result.data[at + i] = gamma.data[i] * inverse.data[i] * g.data[at + i];
      }
    }
  }

  /**
   * What comes back through {@link #standardizeColumns}: rⱼ·(p − mean of p − x̂·mean of p·x̂), p =
   * γ·g, means over the rows; through {@link #scaleColumns} the same without the mean of p.
   *
   * @param centred whether the columns were
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
}
