package dev.gradtrace.training;

import org.jspecify.annotations.Nullable;

/** Watches the epochs of one run for early stopping. */
final class Patience {

  private final @Nullable EarlyStopping rule;
  private double best = Double.POSITIVE_INFINITY;
  private int epochsWithout;

  Patience(@Nullable EarlyStopping rule) {
    this.rule = rule;
  }

  /** Notes an epoch; true once the metric has failed to improve often enough. */
  boolean isExhaustedBy(EpochEnd epoch) {
    if (rule == null || epoch.epoch() == 0) {
      return false;
    }
    double badness = rule.metric().badness(epoch);
    if (badness < best - rule.minDelta()) {
      best = badness;
      epochsWithout = 0;
      return false;
    }
    epochsWithout++;
    return epochsWithout >= rule.patience();
  }
}
