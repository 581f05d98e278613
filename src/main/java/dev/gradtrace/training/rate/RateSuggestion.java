package dev.gradtrace.training.rate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A suggested rate.
 *
 * @param learningRate null if the rule suggests none
 * @param reason explanation, also of why there is none
 */
public record RateSuggestion(Rule rule, @Nullable Double learningRate, String reason) {

  /** The rules for suggestions. */
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

  /** The same with another sentence in its reason. */
  RateSuggestion saying(String sentence) {
    return new RateSuggestion(rule, learningRate, reason + sentence);
  }
}
