package dev.gradtrace.training;

/**
 * Sums over the first samples of a dataset.
 *
 * @param samples number of evaluated samples
 * @param lossSum sum of their costs
 * @param correct number classified correctly
 */
public record Tally(int samples, double lossSum, int correct) {

  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(int samples, double lossSum, int correct) {
    return new Tally(this.samples + samples, this.lossSum + lossSum, this.correct + correct);
  }

  double loss() {
    return lossSum / samples;
  }

  double accuracy() {
    return (double) correct / samples;
  }
}
