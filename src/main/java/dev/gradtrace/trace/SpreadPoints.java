package dev.gradtrace.trace;

/**
 * Selects points of a run of unknown length: those numbered 0, k, 2k, … and the last. k is doubled
 * whenever there would be too many.
 *
 * @param most most selected points, at least 2; 0 for none
 */
public record SpreadPoints(int most) {

  /** The points whose distributions are recorded. */
  public static SpreadPoints of(DistributionPolicy policy) {
    return new SpreadPoints(policy.isNone() ? 0 : policy.points());
  }

  /** The points whose curvature is recorded. */
  public static SpreadPoints ofCurvature(TracePolicy policy) {
    return new SpreadPoints(policy.curvaturePoints());
  }

  /** The distance k among {@code points} points. */
  public long stride(long points) {
    long stride = 1;
    while ((points - 1) / stride + 1 > most - 1) {
      stride *= 2;
    }
    return stride;
  }

  /** Whether the point with this number, from 0, is selected when it is the newest. */
  public boolean wants(long number) {
    return most > 0 && number % stride(number + 1) == 0;
  }

  /** Whether earlier points are dropped when the point with this number comes. */
  public boolean dropsAt(long number) {
    return most > 0 && number > 0 && stride(number + 1) > stride(number);
  }
}
