package dev.gradtrace.experiment;

/**
 * What became of a job with a remedy, beside the same job without.
 *
 * @param runId the run with the remedy
 * @param metric what both are judged by
 * @param before without the remedy; NaN if that diverged
 * @param after with the remedy; NaN if that diverged
 */
public record Effect(
    String experimentId, String runId, String metric, boolean helped, double before, double after) {

  /**
   * The part of what is wrong that has to go before a remedy has helped. Runs of one seed differ by
   * nothing but the remedy, and yet any change of a run, even of its seed alone, moves the end by
   * some percent.
   */
  static final double LEAST_SHARE = 0.1;

  /** Judges by what should be small. */
  static Effect ofLoss(Run run, String experimentId, String metric, double before, double after) {
    return new Effect(experimentId, run.id(), metric, isLess(after, before), before, after);
  }

  /** Judges by what should be near one. */
  static Effect ofAccuracy(
      Run run, String experimentId, String metric, double before, double after) {
    return new Effect(experimentId, run.id(), metric, isLess(1 - after, 1 - before), before, after);
  }

  /** The same, of what has not helped. */
  Effect withoutHelp() {
    return new Effect(experimentId, runId, metric, false, before, after);
  }

  /** Whether a considerable part of what was right is right no more. */
  static boolean isLost(double wasRight, double isRight) {
    return isRight < (1 - LEAST_SHARE) * wasRight;
  }

  /** What ends with a number is better than what diverges. */
  private static boolean isLess(double after, double before) {
    return Double.isFinite(after)
        && (!Double.isFinite(before) || after < (1 - LEAST_SHARE) * before);
  }
}
