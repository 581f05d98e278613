package dev.gradtrace.training.rate;

import java.util.Arrays;

/**
 * The measurements of a range test until it stopped.
 *
 * @param losses mean cost of batch k, without penalties, before the step with rate k; the last may
 *     be infinite or NaN
 * @param smoothedLosses exponential mean of the losses up to k, corrected for its start at 0
 */
public record RateCurve(
    RateRange range, double[] losses, double[] smoothedLosses, Ending stoppedBecause) {

  /** Why a test ended. */
  public enum Ending {
    /** All rates were tried. */
    COMPLETED,
    /** The smoothed loss exceeded four times its minimum. */
    LOSS_EXPLODED,
    /** A loss was infinite or NaN. */
    NOT_FINITE
  }

  /** Number of steps, including one whose loss is not finite. */
  public int length() {
    return losses.length;
  }

  /** The rate of each step. */
  public double[] rates() {
    double[] rates = new double[length()];
    Arrays.setAll(rates, range::rate);
    return rates;
  }

  /** Number of steps with a finite loss: all, or all but the last. */
  int finite() {
    return stoppedBecause == Ending.NOT_FINITE ? length() - 1 : length();
  }

  /**
   * Number of steps at the beginning during which the mean is not meaningful: a tenth of those
   * requested.
   */
  int beginning() {
    return range.steps() / 10;
  }
}
