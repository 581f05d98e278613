package dev.gradtrace.theory;

/**
 * What σ sees in the mean-field limit: Gaussian over the units, of two samples jointly.
 *
 * @param mean m
 * @param variance v, called q in the papers
 * @param covariance k of two samples
 */
record Preactivation(double mean, double variance, double covariance) {

  static Preactivation of(MeanFieldMoments z) {
    return new Preactivation(z.mean(), z.variance(), z.covariance());
  }

  MeanFieldMoments moments() {
    double square = mean * mean;
    return new MeanFieldMoments(mean, square + variance, square + covariance);
  }
}
