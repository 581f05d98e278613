package dev.gradtrace.matrix;

/**
 * Activation functions of whole matrices: value and derivative in one pass, sharing the
 * exponential.
 *
 * <p>Each operation reads z and overwrites {@code value} with f(z) and {@code slope} with f′(z),
 * element by element; the three matrices must be distinct and of the same shape.
 */
public final class Pointwise {

  /** SELU's α and scale (Klambauer et al. 2017, equation 14). */
  public static final double SELU_ALPHA = 1.6732632423543772848170429916717;

  public static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private Pointwise() {}

  /** z; 1. */
  public static void linear(Matrix z, Matrix value, Matrix slope) {
    value.set(z);
    slope.fill(1);
  }

  /** σ(z); σ(z)·σ(−z). */
  public static void sigmoid(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().sigmoid(z.data, value.data, slope.data, z.size());
  }

  static void sigmoid(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      double e = Elementary.exp(-Math.abs(x));
      double d = 1 + e;
      value[i] = (x >= 0 ? 1 : e) / d;
      slope[i] = e / (d * d);
    }
  }

  /** tanh z; 1 − tanh² z. */
  public static void tanh(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().tanh(z.data, value.data, slope.data, z.size());
  }

  static void tanh(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = Elementary.tanh(x);
      slope[i] = Elementary.tanhSlope(x);
    }
  }

  /** max(0, z), with the subgradient 0 at the kink. */
  public static void relu(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().relu(z.data, value.data, slope.data, z.size());
  }

  static void relu(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = Math.max(x, 0);
      slope[i] = x > 0 ? 1 : 0;
    }
  }

  /** z for z > 0, else {@code negativeSlope}·z. */
  public static void leakyRelu(double negativeSlope, Matrix z, Matrix value, Matrix slope) {
    for (int i = 0; i < z.size(); i++) {
      double x = z.data[i];
      value.data[i] = leakyRelu(negativeSlope, x);
      slope.data[i] = x > 0 ? 1 : negativeSlope;
    }
  }

  /** z for z > 0, else {@code negativeSlope}·z; with a slope of 0 the result is 0 even at −∞. */
  public static double leakyRelu(double negativeSlope, double z) {
    return z > 0 || Double.isNaN(z) ? z : negativeSlope == 0 ? 0 : negativeSlope * z;
  }

  /** scale·z for z > 0, else scale·α(eᶻ − 1). */
  public static void elu(double scale, double alpha, Matrix z, Matrix value, Matrix slope) {
    Kernels.active().elu(scale, alpha, z.data, value.data, slope.data, z.size());
  }

  static void elu(
      double scale, double alpha, double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = elu(scale, alpha, x);
      slope[i] = eluSlope(scale, alpha, x);
    }
  }

  /** scale·z for z > 0, else scale·α(eᶻ − 1). */
  public static double elu(double scale, double alpha, double z) {
    return eluPiece(scale, alpha, z, z > 0);
  }

  /** The branch scale·z if {@code asAbove}, else scale·α(eᶻ − 1), for any z. */
  public static double eluPiece(double scale, double alpha, double z, boolean asAbove) {
    return scale * (asAbove ? z : alpha * Elementary.expm1(z));
  }

  /** The derivative of {@link #elu(double, double, double)}. */
  public static double eluSlope(double scale, double alpha, double z) {
    return scale * (z > 0 ? 1 : alpha * Elementary.exp(z));
  }

  /** z·Φ(z); Φ(z) + z·φ(z). */
  public static void gelu(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().gelu(z.data, value.data, slope.data, z.size());
  }

  static void gelu(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = Elementary.gelu(x);
      slope[i] = Elementary.geluSlope(x);
    }
  }

  /** z·σ(z); σ(z)(1 + z·σ(−z)). */
  public static void silu(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().silu(z.data, value.data, slope.data, z.size());
  }

  static void silu(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = Elementary.silu(x);
      slope[i] = Elementary.siluSlope(x);
    }
  }

  /** ln(1+eᶻ); σ(z). */
  public static void softplus(Matrix z, Matrix value, Matrix slope) {
    Kernels.active().softplus(z.data, value.data, slope.data, z.size());
  }

  static void softplus(double[] z, double[] value, double[] slope, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = z[i];
      value[i] = Elementary.softplus(x);
      slope[i] = Elementary.sigmoid(x);
    }
  }

  /** eᶻ; eᶻ. */
  public static void exponential(Matrix z, Matrix value, Matrix slope) {
    value.set(z);
    Kernels.active().exp(value.data, z.size());
    slope.set(value);
  }

  static void exp(double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementary.exp(x[i]);
    }
  }

  /**
   * 1/√x of the first n elements.
   *
   * @return whether every x lies between the bounds, none of them included
   */
  public static boolean inverseRoots(
      double[] x, double[] result, int n, double least, double most) {
    return Kernels.active().inverseRoots(x, result, n, least, most);
  }

  /** x ← ln x of the first n elements. */
  public static void log(double[] x, int n) {
    Kernels.active().log(x, n);
  }

  static void log(double[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = Elementary.log(x[i]);
    }
  }

  /**
   * Softmax of every column: eᶻ/Σeᶻ; {@code slope} becomes the diagonal a(1 − a) of its Jacobian,
   * accurate also where a rounds to 1.
   */
  public static void softmax(Matrix z, Matrix value, Matrix slope) {
    int n = z.rows();
    for (int j = 0; j < z.columns(); j++) {
      double max = z.data[indexOfMax(z.data, j * n, n)];
      for (int i = j * n; i < (j + 1) * n; i++) {
        slope.data[i] = z.data[i] - max;
        value.data[i] = slope.data[i];
      }
    }
    Kernels.active().exp(value.data, z.size());
    for (int j = 0; j < z.columns(); j++) {
      normalize(value.data, slope.data, j * n, n);
    }
  }

  /**
   * Converts eᶻ⁻ᵐᵃˣ in {@code value}, and z − max in {@code slope}, to softmax and derivative of a
   * column.
   */
  private static void normalize(double[] value, double[] slope, int from, int n) {
    int top = from;
    while (slope[top] < 0) {
      top++;
    }
    double others = 0;
    for (int i = from; i < from + n; i++) {
      others += i == top ? 0 : value[i];
    }
    double total = 1 + others;
    for (int i = from; i < from + n; i++) {
      double share = value[i] / total;
      value[i] = share;
      slope[i] = share * (1 - share);
    }
    slope[top] = value[top] * (others / total);
  }

  /**
   * δ = a ⊙ (v − Σ a·v) for every column: the transposed Jacobian of softmax times v. The largest a
   * may have rounded to 1, so its δ is computed as minus the sum of the others.
   */
  public static void softmaxPullBack(Matrix a, Matrix v, Matrix delta) {
    int n = a.rows();
    for (int j = 0; j < a.columns(); j++) {
      int from = j * n;
      double mean = Kernels.active().dot(a.data, from, v.data, from, n);
      int top = indexOfMax(a.data, from, n);
      double others = 0;
      for (int i = from; i < from + n; i++) {
        double product = a.data[i] * (v.data[i] - mean);
        delta.data[i] = product;
        others += i == top ? 0 : product;
      }
      delta.data[top] = -others;
    }
  }

  /**
   * ln Σeᶻ of column {@code j} minus its largest z: ln(1 + Σ of the others), accurate even if tiny.
   */
  public static double logSumExpAboveMax(Matrix z, int j) {
    int from = j * z.rows();
    int top = indexOfMax(z.data, from, z.rows());
    double others = 0;
    for (int i = from; i < from + z.rows(); i++) {
      others += i == top ? 0 : Elementary.exp(z.data[i] - z.data[top]);
    }
    return Elementary.log1p(others);
  }

  /** ln Σeᶻ over column {@code j} without row {@code left}, accurate for any distances. */
  public static double logSumExpWithout(Matrix z, int j, int left) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.rows(); i++) {
      max = i == left ? max : Math.max(max, z.at(i, j));
    }
    double sum = 0;
    for (int i = 0; i < z.rows(); i++) {
      sum += i == left ? 0 : Elementary.exp(z.at(i, j) - max);
    }
    return max + Elementary.log(sum);
  }

  /** The largest element of column {@code j}. */
  public static double columnMax(Matrix z, int j) {
    return z.data[indexOfMax(z.data, j * z.rows(), z.rows())];
  }

  /** The row of the largest element of column {@code j}; the first if there are several. */
  public static int rowOfMax(Matrix z, int j) {
    return indexOfMax(z.data, j * z.rows(), z.rows()) - j * z.rows();
  }

  private static int indexOfMax(double[] x, int from, int n) {
    int top = from;
    for (int i = from + 1; i < from + n; i++) {
      if (x[i] > x[top] || Double.isNaN(x[i])) {
        top = i;
      }
    }
    return top;
  }
}
