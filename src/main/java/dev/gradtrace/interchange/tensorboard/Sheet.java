package dev.gradtrace.interchange.tensorboard;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Series over common steps, read once from the first step to the last. Not thread-safe.
 *
 * <p>NaN is either a value of a diverged run, which is written, or undefined, such as 0/0, which is
 * left out.
 */
final class Sheet implements ByStep {

  /**
   * One series.
   *
   * @param values one per step
   */
  record Series(String tag, String meaning, double[] values) {

    /** Whether any value is a number. */
    boolean isMeasured() {
      return !Arrays.stream(values).allMatch(Double::isNaN);
    }
  }

  private final long[] steps;
  private final IntPredicate isLost;
  private final List<Series> series;
  private final boolean[] introduced;
  private int next;

  /**
   * @param steps ascending; a step may occur twice
   * @param isLost whether NaN at the i-th step is written
   */
  Sheet(long[] steps, IntPredicate isLost, List<Series> series) {
    this.steps = steps;
    this.isLost = isLost;
    this.series = series;
    this.introduced = new boolean[series.size()];
  }

  @Override
  public long[] steps() {
    return steps;
  }

  /** Passes all values to {@code to}. */
  void tellAll(WallTimes times, Scalars to) {
    for (Series one : series) {
      for (int i = 0; i < steps.length; i++) {
        double value = one.values()[i];
        if (isLost.test(i) || !Double.isNaN(value)) {
          to.add(one.tag(), steps[i], times.at(steps[i]), value);
        }
      }
    }
  }

  @Override
  public void tell(long step, Summary summary) {
    for (; next < steps.length && steps[next] == step; next++) {
      boolean lost = isLost.test(next);
      for (int i = 0; i < introduced.length; i++) {
        double value = series.get(i).values()[next];
        if (lost || !Double.isNaN(value)) {
          tell(i, value, summary);
        }
      }
    }
  }

  private void tell(int i, double value, Summary summary) {
    Series of = series.get(i);
    if (introduced[i]) {
      summary.add(of.tag(), value);
    } else {
      summary.add(of.tag(), value, of.meaning());
      introduced[i] = true;
    }
  }
}
