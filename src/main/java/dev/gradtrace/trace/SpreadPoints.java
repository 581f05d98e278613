package dev.gradtrace.trace;

/**
 * Which of the points of a run are kept whose length nobody knows: those with the numbers 0, k, 2k,
 * … and the last. When more than there may be would be kept, k is doubled.
 *
 * @param most points that are kept, at least 2; 0 for none
 */
public record SpreadPoints(int most) {

  /** Those of which distributions are kept. */
  public static SpreadPoints of(DistributionPolicy policy) {
    return new SpreadPoints(policy.isNone() ? 0 : policy.points());
  }

  /** Those of which the curvature is kept. */
  public static SpreadPoints ofCurvature(TracePolicy policy) {
    return new SpreadPoints(policy.curvaturePoints());
  }

  /** k when there are so many points. */
  public long stride(long points) {
    long stride = 1;
    while ((points - 1) / stride + 1 > most - 1) {
      stride *= 2;
    }
    return stride;
  }

  /** Whether the point with that number, from 0, is one of them when it is the newest. */
  public boolean wants(long number) {
    return most > 0 && number % stride(number + 1) == 0;
  }

  /** Whether others are dropped when that point comes. */
  public boolean dropsAt(long number) {
    return most > 0 && number > 0 && stride(number + 1) > stride(number);
  }
}
