package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.validation.Faults;
import java.util.List;

/**
 * The tensors whose distributions are recorded, and the number of steps: the first, the last, and
 * others evenly spread between them.
 *
 * @param of tensors without duplicates; empty for no distributions
 * @param points most recorded steps, from {@value #LEAST_POINTS} to {@value #MOST_POINTS}
 */
public record DistributionPolicy(List<Tensor> of, int points) {

  public static final int LEAST_POINTS = 2;
  public static final int MOST_POINTS = 500;
  public static final int DEFAULT_POINTS = 50;

  /** Records no distributions. */
  public static final DistributionPolicy NONE = new DistributionPolicy(List.of(), DEFAULT_POINTS);

  /**
   * Steps per counted step at least, unless that leaves fewer than {@link #points}: counting takes
   * time.
   */
  private static final long STEPS_PER_COUNT = 50;

  public DistributionPolicy {
    of = of.stream().distinct().toList();
    Faults faults = new Faults();
    faults.unless(
        points >= LEAST_POINTS && points <= MOST_POINTS,
        "distributionPoints",
        "must lie between %d and %d, was %d",
        LEAST_POINTS,
        MOST_POINTS,
        points);
    faults.throwIfAny();
  }

  /** Whether no distributions are recorded. */
  public boolean isNone() {
    return of.isEmpty();
  }

  /**
   * The policy for the steps of a run: as dense at first as counting is worth its time, then
   * thinned.
   *
   * @param steps number of steps of the whole run, if nothing stops it
   */
  TracePolicy over(long steps) {
    long worth = Math.max(points, steps / STEPS_PER_COUNT);
    int stride = 1;
    while (counted(steps, stride) > worth) {
      stride *= 2;
    }
    return new TracePolicy(stride, points);
  }

  /** Approximate number of steps that are counted, including those that are thinned out later. */
  private double counted(long steps, int stride) {
    double regular = (double) steps / stride;
    double halvings = Math.max(0, Math.log(regular / points) / Math.log(2));
    return Math.min(regular, points + points / 2.0 * halvings);
  }
}
