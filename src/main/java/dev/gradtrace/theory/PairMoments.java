package dev.gradtrace.theory;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Softmax;

/**
 * Means over the Gaussian preactivations u, v of two samples, both N(m, v), with covariance k.
 *
 * @param product E φ(u)φ(v)
 * @param slopeProduct E φ′(u)φ′(v)
 */
record PairMoments(double product, double slopeProduct) {

  /**
   * Variance up to which panels of three deviations resolve the bend of sigmoid and tanh to 1e-9.
   */
  private static final double MOST_VARIANCE_OF_STANDARD_RULE = 2;

  /**
   * Difference of the covariance from ±variance, relative to the variance, up to which they count
   * as equal.
   */
  private static final double EQUAL = 1e-14;

  /**
   * The moments of a pair.
   *
   * @param units n, the width of the layer, for softmax
   * @param single moments of a single sample
   */
  static PairMoments of(Activation activation, int units, Preactivation z, GaussianMoments single) {
    double variance = z.variance();
    double covariance = Math.max(-variance, Math.min(variance, z.covariance()));
    if (Double.isNaN(variance + covariance)) {
      return new PairMoments(Double.NaN, Double.NaN);
    }
    if (variance - covariance <= EQUAL * variance) {
      return new PairMoments(single.meanSquare(), single.slopeMeanSquare());
    }
    if (activation instanceof Softmax) {
      return exponential(Math.exp(covariance) / units / units);
    }
    if (activation == Elementwise.EXPONENTIAL) {
      return exponential(Math.exp(2 * z.mean() + variance + covariance));
    }
    if (activation == Elementwise.LINEAR) {
      return new PairMoments(z.mean() * z.mean() + covariance, 1);
    }
    if (z.mean() == 0 && activation == Elementwise.RELU) {
      return rectified(0, variance, covariance);
    }
    if (z.mean() == 0 && activation instanceof LeakyRelu leaky) {
      return rectified(leaky.negativeSlope(), variance, covariance);
    }
    return integrated(activation, z.mean(), variance, covariance);
  }

  private static PairMoments exponential(double product) {
    return new PairMoments(product, product);
  }

  /** The arc-cosine kernels of Cho and Saul (2009), for φ(z) = s·z + (1 − s)·max(z, 0). */
  private static PairMoments rectified(double s, double variance, double covariance) {
    double cosine = covariance / variance;
    double angle = Math.acos(cosine);
    double sine = Math.sqrt((1 - cosine) * (1 + cosine));
    double both = (Math.PI - angle) / (2 * Math.PI);
    double kernel = variance * sine / (2 * Math.PI) + covariance * both;
    double rest = 1 - s;
    return new PairMoments(
        s * s * covariance + s * rest * covariance + rest * rest * kernel,
        s * s + s * rest + rest * rest * both);
  }

  /**
   * Integrates over the shared part t and the own part w of the preactivations: E f(t)² with f(t) =
   * E φ(m + √k·t + √(v − k)·w); for negative k, E f(t)f(−t).
   */
  private static PairMoments integrated(
      Activation activation, double mean, double variance, double covariance) {
    double shared = Math.sqrt(Math.abs(covariance));
    double own = Math.sqrt(variance - Math.abs(covariance));
    if (isSmooth(activation) && variance <= MOST_VARIANCE_OF_STANDARD_RULE) {
      return onStandardRule(activation, mean, shared, covariance < 0 ? -own : own);
    }
    GaussianQuadrature outer = GaussianQuadrature.smooth(mean, shared, own);
    double product = 0;
    double slopeProduct = 0;
    for (int i = 0; i < outer.size(); i++) {
      double point = outer.points()[i];
      double[] one = means(activation, point, own);
      double[] other = covariance < 0 ? means(activation, 2 * mean - point, own) : one;
      product += outer.weights()[i] * one[0] * other[0];
      slopeProduct += outer.weights()[i] * one[1] * other[1];
    }
    return new PairMoments(product, slopeProduct);
  }

  private static boolean isSmooth(Activation activation) {
    return activation instanceof Elementwise && !activation.isRectifier();
  }

  /**
   * Like {@link #integrated}, with one rule for t and w.
   *
   * @param own √(v − |k|), with the sign of k
   */
  private static PairMoments onStandardRule(
      Activation activation, double mean, double shared, double own) {
    GaussianQuadrature rule = GaussianQuadrature.standard();
    int n = rule.size();
    Matrix z = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        z.set(i, j, mean + shared * rule.points()[j] + own * rule.points()[i]);
      }
    }
    Matrix a = Matrix.zeros(n, n);
    Matrix slope = Matrix.zeros(n, n);
    activation.apply(z, a, slope);
    double product = 0;
    double slopeProduct = 0;
    for (int j = 0; j < n; j++) {
      int mirrored = own < 0 ? n - 1 - j : j;
      double weight = rule.weights()[j];
      product += weight * column(a, j, rule) * column(a, mirrored, rule);
      slopeProduct += weight * column(slope, j, rule) * column(slope, mirrored, rule);
    }
    return new PairMoments(product, slopeProduct);
  }

  private static double column(Matrix values, int j, GaussianQuadrature rule) {
    double sum = 0;
    for (int i = 0; i < rule.size(); i++) {
      sum += rule.weights()[i] * values.at(i, j);
    }
    return sum;
  }

  /** E φ and E φ′ over N(mean, deviation²). */
  private static double[] means(Activation activation, double mean, double deviation) {
    GaussianQuadrature rule = GaussianQuadrature.smooth(mean, deviation, 1);
    Matrix z = Matrix.ofColumns(rule.size(), rule.points());
    Matrix a = Matrix.zeros(rule.size(), 1);
    Matrix slope = Matrix.zeros(rule.size(), 1);
    activation.apply(z, a, slope);
    double value = 0;
    double derivative = 0;
    for (int i = 0; i < rule.size(); i++) {
      value += rule.weights()[i] * a.at(i, 0);
      derivative += rule.weights()[i] * slope.at(i, 0);
    }
    return new double[] {value, derivative};
  }
}
