package dev.gradtrace.interchange.tensorboard;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Series over the same steps, read once from the first step to the last. For one thread.
 *
 * <p>NaN is either a number that a run lost when it diverged, which is told, or one that does not
 * exist, such as the ratio of two zeros.
 */
final class Sheet implements ByStep {

  /**
   * One series.
   *
   * @param values one for each step
   */
  record Series(String tag, String meaning, double[] values) {

    /** Whether it has any number. */
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
   * @param steps ascending; a step may be there twice
   * @param isLost whether NaN at the i-th step is a number that was lost
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

  /** Tells every number. */
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
