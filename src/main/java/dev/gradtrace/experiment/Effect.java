package dev.gradtrace.experiment;

/**
 * The result of a job with a remedy compared with the same job without.
 *
 * @param runId the run with the remedy
 * @param metric name of the metric that is compared
 * @param before without the remedy; NaN if that diverged
 * @param after with the remedy; NaN if that diverged
 */
public record Effect(
    String experimentId, String runId, String metric, boolean helped, double before, double after) {

  /**
   * Share of the error that a remedy must remove to have helped: even another seed changes the
   * result by some per cent.
   */
  static final double LEAST_SHARE = 0.1;

  /** Compares values that should be small. */
  static Effect ofLoss(Run run, String experimentId, String metric, double before, double after) {
    return new Effect(experimentId, run.id(), metric, isLess(after, before), before, after);
  }

  /** Compares values that should be close to 1. */
  static Effect ofAccuracy(
      Run run, String experimentId, String metric, double before, double after) {
    return new Effect(experimentId, run.id(), metric, isLess(1 - after, 1 - before), before, after);
  }

  /** The same values, judged as no help. */
  Effect withoutHelp() {
    return new Effect(experimentId, runId, metric, false, before, after);
  }

  /** Whether more than the share {@link #LEAST_SHARE} of the correct answers was lost. */
  static boolean isLost(double wasRight, double isRight) {
    return isRight < (1 - LEAST_SHARE) * wasRight;
  }

  /** Whether a value is considerably smaller; a finite value beats a diverged one. */
  private static boolean isLess(double after, double before) {
    return Double.isFinite(after)
        && (!Double.isFinite(before) || after < (1 - LEAST_SHARE) * before);
  }
}
