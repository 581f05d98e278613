package dev.gradtrace.theory;

/**
 * The input of σ in the mean-field limit: jointly Gaussian over the units for two samples.
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
