package dev.gradtrace.theory;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Softmax;

/**
 * Means of an activation φ and its slope over a Gaussian preactivation z ~ N(m, v).
 *
 * @param mean E φ(z)
 * @param meanSquare E φ(z)²
 * @param slopeMean E φ′(z)
 * @param slopeMeanSquare E φ′(z)²
 * @param slopeMeanFourth E φ′(z)⁴
 * @param slopeAlong E (φ(z) − E φ(z))·φ′(z)·(z − m)
 */
record GaussianMoments(
    double mean,
    double meanSquare,
    double slopeMean,
    double slopeMeanSquare,
    double slopeMeanFourth,
    double slopeAlong) {

  private static final GaussianMoments UNKNOWN =
      new GaussianMoments(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * The moments of one neuron of a layer.
   *
   * <p>Softmax is taken in the limit of many units n, where its denominator is n·e^(m + v/2) and
   * its Jacobian diagonal: φ = φ′ = e^(z − m − v/2)/n.
   *
   * @param units n, the width of the layer
   * @param mean m of the preactivation
   * @param variance v of the preactivation, at least 0
   */
  static GaussianMoments of(Activation activation, int units, double mean, double variance) {
    if (Double.isNaN(mean + variance)) {
      return UNKNOWN;
    }
    if (activation instanceof Softmax) {
      return exponential(-variance / 2 - Math.log(units), variance);
    }
    return activation == Elementwise.EXPONENTIAL
        ? exponential(mean, variance)
        : integrated(activation, mean, variance);
  }

  /** E e^(kz) = e^(km + k²v/2). */
  private static GaussianMoments exponential(double mean, double variance) {
    double first = Math.exp(mean + variance / 2);
    double second = Math.exp(2 * mean + 2 * variance);
    double fourth = Math.exp(4 * mean + 8 * variance);
    double along = 2 * variance * second - variance * first * first;
    return new GaussianMoments(first, second, first, second, fourth, along);
  }

  private static GaussianMoments integrated(Activation activation, double mean, double variance) {
    GaussianQuadrature rule = GaussianQuadrature.of(mean, Math.sqrt(variance));
    Matrix z = Matrix.ofColumns(rule.size(), rule.points());
    Matrix a = Matrix.zeros(rule.size(), 1);
    Matrix slope = Matrix.zeros(rule.size(), 1);
    activation.apply(z, a, slope);
    double[] sums = new double[7];
    for (int i = 0; i < rule.size(); i++) {
      double weight = rule.weights()[i];
      double value = a.at(i, 0);
      double derivative = slope.at(i, 0);
      double square = derivative * derivative;
      sums[0] += weight * value;
      sums[1] += weight * value * value;
      sums[2] += weight * derivative;
      sums[3] += weight * square;
      sums[4] += weight * square * square;
      double along = weight * derivative * (z.at(i, 0) - mean);
      sums[5] += along;
      sums[6] += along * value;
    }
    return new GaussianMoments(
        sums[0], sums[1], sums[2], sums[3], sums[4], sums[6] - sums[0] * sums[5]);
  }

  /** The variance of φ(z). */
  double variance() {
    return meanSquare - mean * mean;
  }

  /** E φ′⁴/(E φ′²)², at least 1: how unevenly the slopes are spread. */
  double slopeKurtosis() {
    return slopeMeanFourth / slopeMeanSquare / slopeMeanSquare;
  }
}
