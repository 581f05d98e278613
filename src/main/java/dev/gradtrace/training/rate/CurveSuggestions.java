package dev.gradtrace.training.rate;

import dev.gradtrace.training.rate.RateSuggestion.Rule;

/**
 * Suggested rates from the smoothed losses of a range test.
 *
 * @see <a href="https://docs.fast.ai/callback.schedule.html">fastai, lr_find</a>
 */
final class CurveSuggestions {

  private static final String TOO_SHORT = "The test stopped within the first tenth of its steps.";

  private CurveSuggestions() {}

  /**
   * A strictly falling subsequence of the smoothed losses.
   *
   * @param last index of its last element
   * @param length number of its elements
   */
  private record Fall(int last, int length) {}

  /**
   * Half-way down the longest fall: the rate of step e − n + ⌊t⌋ + ⌊t/2⌋, where e is the last index
   * of the longest strictly falling subsequence, n its length, and t = n/3.
   */
  static RateSuggestion valley(RateCurve curve) {
    Fall fall = longestFall(curve);
    int k = fall.last - fall.length + fall.length / 3 + fall.length / 6;
    if (fall.length < 2 || k < 0) {
      return RateSuggestion.none(
          Rule.VALLEY,
          "The smoothed loss has no fall that is long enough: where the first rates are too high,"
              + " begin lower.");
    }
    return RateSuggestion.of(
        Rule.VALLEY,
        curve.range().rate(k),
        "Half-way down the longest fall of the smoothed loss, %d values of which each is below the"
            + " last, ending at rate %.3g.",
        fall.length,
        curve.range().rate(fall.last));
  }

  /** The longest fall; of equally long ones, that which ends first. */
  private static Fall longestFall(RateCurve curve) {
    double[] losses = curve.smoothedLosses();
    int[] lengths = new int[curve.finite()];
    Fall longest = new Fall(-1, 0);
    for (int i = 0; i < lengths.length; i++) {
      for (int j = 0; j < i; j++) {
        if (losses[i] < losses[j]) {
          lengths[i] = Math.max(lengths[i], lengths[j]);
        }
      }
      lengths[i]++;
      if (lengths[i] > longest.length) {
        longest = new Fall(i, lengths[i]);
      }
    }
    return longest;
  }

  /**
   * The rate at which the smoothed loss falls most in one step, without the first tenth of the
   * steps.
   */
  static RateSuggestion steepest(RateCurve curve) {
    double[] losses = curve.smoothedLosses();
    int steepest = -1;
    double least = 0;
    for (int k = curve.beginning(); k + 1 < curve.finite(); k++) {
      double difference = losses[k + 1] - losses[k];
      if (difference < least) {
        least = difference;
        steepest = k;
      }
    }
    if (steepest < 0) {
      return RateSuggestion.none(
          Rule.STEEPEST,
          curve.finite() - curve.beginning() < 2
              ? TOO_SHORT
              : "The smoothed loss falls nowhere behind the first tenth of the steps.");
    }
    return RateSuggestion.of(
        Rule.STEEPEST,
        curve.range().rate(steepest),
        "Where the smoothed loss falls fastest, from %.3g to %.3g in one step.",
        losses[steepest],
        losses[steepest + 1]);
  }

  /** A tenth of the rate with the smallest smoothed loss, without the first tenth of the steps. */
  static RateSuggestion minimumTenth(RateCurve curve) {
    double[] losses = curve.smoothedLosses();
    int least = -1;
    boolean differ = false;
    for (int k = curve.beginning(); k < curve.finite(); k++) {
      differ |= losses[k] != losses[curve.beginning()];
      least = least < 0 || losses[k] < losses[least] ? k : least;
    }
    if (!differ) {
      return RateSuggestion.none(
          Rule.MINIMUM_TENTH,
          curve.finite() - curve.beginning() < 2
              ? TOO_SHORT
              : "The smoothed loss is the same at every rate.");
    }
    return RateSuggestion.of(
        Rule.MINIMUM_TENTH,
        curve.range().rate(least) / 10,
        "A tenth of %.3g, the rate of the least smoothed loss, %.3g.",
        curve.range().rate(least),
        losses[least]);
  }
}
