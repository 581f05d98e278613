package dev.gradtrace.training;

/**
 * The state of early stopping.
 *
 * @param best best value so far, where smaller is better
 * @param epochsWithout epochs since the best value
 */
public record Patience(double best, int epochsWithout) {

  static final Patience NEW = new Patience(Double.POSITIVE_INFINITY, 0);

  /** The state after another epoch; epoch 0 does not count. */
  Patience after(EpochEnd epoch, EarlyStopping rule) {
    if (epoch.epoch() == 0) {
      return this;
    }
    double badness = rule.metric().badness(epoch);
    return badness < best - rule.minDelta()
        ? new Patience(badness, 0)
        : new Patience(best, epochsWithout + 1);
  }

  /** Whether another epoch without improvement would end the run. */
  boolean mayBeExhaustedNext(EarlyStopping rule) {
    return new Patience(best, epochsWithout + 1).isExhausted(rule);
  }

  /** Whether the run is to end. */
  boolean isExhausted(EarlyStopping rule) {
    return epochsWithout >= Math.max(1, rule.patience());
  }
}
