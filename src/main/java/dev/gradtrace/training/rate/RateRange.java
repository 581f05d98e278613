package dev.gradtrace.training.rate;

import dev.gradtrace.validation.Faults;

/**
 * Rates evenly spaced on a logarithmic scale.
 *
 * @param from first rate, above 0
 * @param to last rate, above {@code from}
 * @param steps number of rates, 10…1000
 */
public record RateRange(double from, double to, int steps) {

  public static final double DEFAULT_FROM = 1e-7;
  public static final double DEFAULT_TO = 10;
  public static final int DEFAULT_STEPS = 100;
  public static final int LEAST_STEPS = 10;
  public static final int MOST_STEPS = 1000;

  public RateRange {
    Faults faults = new Faults();
    boolean begins = Double.isFinite(from) && from > 0;
    faults.unless(begins, "from", "must be finite and above 0, was %s", from);
    faults.unless(
        Double.isFinite(to) && to > (begins ? from : 0),
        "to",
        "must be finite and above from, %s, was %s",
        from,
        to);
    faults.unless(
        steps >= LEAST_STEPS && steps <= MOST_STEPS,
        "steps",
        "must lie between %d and %d, was %d",
        LEAST_STEPS,
        MOST_STEPS,
        steps);
    faults.throwIfAny();
  }

  /**
   * from·(to/from)^(k/(steps−1)), computed as a product whose factors do not overflow or underflow.
   *
   * @param k from 0 to steps − 1
   */
  public double rate(int k) {
    double share = k / (steps - 1.0);
    return StrictMath.pow(from, 1 - share) * StrictMath.pow(to, share);
  }
}
