package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateRange;
import dev.gradtrace.training.rate.RateSuggestion;
import dev.gradtrace.training.rate.RateSweep;
import dev.gradtrace.training.rate.ShortRun;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The first suggestion of a learning-rate test of a job, without trials.
 *
 * @param rate rate with three significant digits, above 0; null if none is suggested, or the test
 *     exceeds the budget of a trial
 */
public record SuggestedRate(@Nullable Double rate) {

  /** Further digits would be noise. */
  private static final MathContext DIGITS = new MathContext(3);

  private static final RateRange RANGE =
      new RateRange(RateRange.DEFAULT_FROM, RateRange.DEFAULT_TO, RateRange.DEFAULT_STEPS);

  static SuggestedRate of(TrainingSpec spec, Split data, Effort effort) {
    ShortRun plan = ShortRun.of(spec, data.training().samples(), effort.ofTrial());
    if (plan == null) {
      return new SuggestedRate(null);
    }
    TrainingSpec some = plan.of(spec);
    long work = RateSweep.multiplications(some, plan.samples(), RANGE.steps());
    if (work > effort.ofTrial()) {
      return new SuggestedRate(null);
    }
    effort.spend(work);
    RateSuggestion suggested =
        RateAdvice.of(RateSweep.of(some, plan.of(data), RANGE)).recommended();
    Double rate = suggested == null ? null : suggested.learningRate();
    return new SuggestedRate(
        rate == null ? null : new BigDecimal(rate).round(DIGITS).doubleValue());
  }
}
