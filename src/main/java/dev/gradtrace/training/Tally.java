package dev.gradtrace.training;

/**
 * Running sums over the first samples of a set.
 *
 * @param samples how many were evaluated
 * @param lossSum the sum of their costs
 * @param correct how many were classified rightly
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
