package dev.gradtrace.diagnosis.evidence;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.training.rate.RateRange;
import dev.gradtrace.training.rate.RateSuggestion;
import dev.gradtrace.training.rate.RateSweep;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * What a learning-rate test of a job recommends.
 *
 * @param rate with three digits, above 0; null where no rate is recommended, or the test takes more
 *     than one trial may
 */
public record RecommendedRate(@Nullable Double rate) {

  /** What follows from a digit more is noise. */
  private static final MathContext DIGITS = new MathContext(3);

  private static final RateRange RANGE =
      new RateRange(RateRange.DEFAULT_FROM, RateRange.DEFAULT_TO, RateRange.DEFAULT_STEPS);

  static RecommendedRate of(TrainingSpec spec, Split data, Effort effort) {
    long work = RateSweep.multiplications(spec, data.training().samples(), RANGE.steps());
    if (work > effort.multiplications() || effort.stop().getAsBoolean()) {
      return new RecommendedRate(null);
    }
    RateSuggestion recommended = RateAdvice.of(RateSweep.of(spec, data, RANGE)).recommended();
    Double rate = recommended == null ? null : recommended.learningRate();
    return new RecommendedRate(
        rate == null ? null : new BigDecimal(rate).round(DIGITS).doubleValue());
  }
}
