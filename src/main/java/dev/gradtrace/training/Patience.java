package dev.gradtrace.training;

/**
 * What early stopping has seen of a run.
 *
 * @param best the metric at its best so far, less being better
 * @param epochsWithout epochs since then
 */
public record Patience(double best, int epochsWithout) {

  static final Patience NEW = new Patience(Double.POSITIVE_INFINITY, 0);

  /** What it has seen after one more epoch; epoch 0 does not count. */
  Patience after(EpochEnd epoch, EarlyStopping rule) {
    if (epoch.epoch() == 0) {
      return this;
    }
    double badness = rule.metric().badness(epoch);
    return badness < best - rule.minDelta()
        ? new Patience(badness, 0)
        : new Patience(best, epochsWithout + 1);
  }

  /** Whether one more epoch that fails to improve it is enough. */
  boolean mayBeExhaustedNext(EarlyStopping rule) {
    return new Patience(best, epochsWithout + 1).isExhausted(rule);
  }

  /** Whether the metric has failed to improve often enough. */
  boolean isExhausted(EarlyStopping rule) {
    return epochsWithout >= Math.max(1, rule.patience());
  }
}
