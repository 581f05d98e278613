package dev.gradtrace.trace;

import dev.gradtrace.gradient.distribution.Tensor;
import dev.gradtrace.validation.Faults;
import java.util.List;

/**
 * Of which tensors distributions are kept, and of how many steps of a run: the first, the last, and
 * others spread evenly between them.
 *
 * @param of each once; none for no distributions
 * @param points most steps kept, from {@value #LEAST_POINTS} to {@value #MOST_POINTS}
 */
public record DistributionPolicy(List<Tensor> of, int points) {

  public static final int LEAST_POINTS = 2;
  public static final int MOST_POINTS = 500;
  public static final int DEFAULT_POINTS = 50;

  /** Nothing is kept. */
  public static final DistributionPolicy NONE = new DistributionPolicy(List.of(), DEFAULT_POINTS);

  /** Of so many steps at most one is counted, unless that leaves fewer than there shall be. */
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

  /** Whether nothing is kept. */
  public boolean isNone() {
    return of.isEmpty();
  }

  /**
   * Which steps of a run are kept: as densely at first as is worth the counting, then thinned.
   *
   * @param steps of the whole run, if nothing stops it
   */
  TracePolicy over(long steps) {
    long worth = Math.max(points, steps / STEPS_PER_COUNT);
    int stride = 1;
    while (counted(steps, stride) > worth) {
      stride *= 2;
    }
    return new TracePolicy(stride, points);
  }

  /** How many steps are counted, about, kept or thinned out later. */
  private double counted(long steps, int stride) {
    double regular = (double) steps / stride;
    double halvings = Math.max(0, Math.log(regular / points) / Math.log(2));
    return Math.min(regular, points + points / 2.0 * halvings);
  }
}
