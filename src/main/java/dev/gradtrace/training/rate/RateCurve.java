package dev.gradtrace.training.rate;

import java.util.Arrays;

/**
 * What a range test has measured, step by step until it stopped.
 *
 * @param losses mean cost of batch k, without penalties, before the step with rate k; the last may
 *     be infinite or not a number
 * @param smoothedLosses exponential mean of the losses up to k, corrected for its start at 0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as records.
public record RateCurve(
    RateRange range, double[] losses, double[] smoothedLosses, Ending stoppedBecause) {

  /** Why a test ends. */
  public enum Ending {
    /** Every rate was tried. */
    COMPLETED,
    /** The smoothed loss exceeded four times its least value. */
    LOSS_EXPLODED,
    /** A loss was infinite or not a number. */
    NOT_FINITE
  }

  /** Steps that were made, one of a loss that is not finite included. */
  public int length() {
    return losses.length;
  }

  /** The rates of the steps that were made. */
  public double[] rates() {
    double[] rates = new double[length()];
    Arrays.setAll(rates, range::rate);
    return rates;
  }

  /** Steps whose loss is finite: all, or all but the last. */
  int finite() {
    return stoppedBecause == Ending.NOT_FINITE ? length() - 1 : length();
  }

  /** Steps at the beginning, while the mean has hardly begun: a tenth of those asked for. */
  int beginning() {
    return range.steps() / 10;
  }
}
