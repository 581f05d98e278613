package dev.gradtrace.training.rate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rate that a test suggests.
 *
 * @param learningRate null where the rule has none
 * @param reason in words, also why there is none
 */
public record RateSuggestion(Rule rule, @Nullable Double learningRate, String reason) {

  /** Where a suggestion comes from. */
  public enum Rule {
    VALLEY,
    STEEPEST,
    MINIMUM_TENTH,
    SHARPNESS
  }

  /**
   * A suggestion.
   *
   * @param reason a {@link String#format} pattern
   */
  static RateSuggestion of(Rule rule, double rate, String reason, Object... values) {
    return new RateSuggestion(rule, rate, String.format(Locale.ROOT, reason, values));
  }

  static RateSuggestion none(Rule rule, String reason, Object... values) {
    return new RateSuggestion(rule, null, String.format(Locale.ROOT, reason, values));
  }

  /** With a further sentence. */
  RateSuggestion saying(String sentence) {
    return new RateSuggestion(rule, learningRate, reason + sentence);
  }
}
