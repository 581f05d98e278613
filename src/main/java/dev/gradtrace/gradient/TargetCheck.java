package dev.gradtrace.gradient;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;

/** Checks that a cost is defined for targets. */
public final class TargetCheck {

  /** Largest deviation of the sum of a distribution from 1. */
  static final double SUM_TOLERANCE = 1e-6;

  private TargetCheck() {}

  /**
   * Refuses targets for which the cost is not defined.
   *
   * @param targets one column for each sample
   * @param first index of the first sample; pointers are {@code /sample} and {@code /sample/output}
   * @throws InvalidSpec with up to a hundred faults
   */
  public static void run(Cost cost, Matrix targets, int first) {
    Faults faults = new Faults();
    for (int j = 0; j < targets.columns() && faults.found().size() < Faults.MOST; j++) {
      if (cost.wantsDistributions()) {
        checkDistribution(cost, targets, j, Integer.toString(first + j), faults);
      } else if (cost.wantsProbabilities()) {
        checkProbabilities(cost, targets, j, Integer.toString(first + j), faults);
      }
    }
    faults.throwIfAny();
  }

  private static void checkProbabilities(
      Cost cost, Matrix targets, int j, String sample, Faults faults) {
    for (int i = 0; i < targets.rows(); i++) {
      double y = targets.at(i, j);
      faults.unless(
          y >= 0 && y <= 1, sample + "/" + i, "must lie in [0, 1] for %s, was %s", cost.label(), y);
    }
  }

  private static void checkDistribution(
      Cost cost, Matrix targets, int j, String sample, Faults faults) {
    double sum = 0;
    boolean negative = false;
    for (int i = 0; i < targets.rows(); i++) {
      double y = targets.at(i, j);
      sum += y;
      negative |= y < 0;
      faults.unless(y >= 0, sample + "/" + i, "must be at least 0 for %s, was %s", cost.label(), y);
    }
    faults.unless(
        negative || Math.abs(sum - 1) <= SUM_TOLERANCE,
        sample,
        "must sum to 1 for %s, sums to %s",
        cost.label(),
        sum);
  }
}
