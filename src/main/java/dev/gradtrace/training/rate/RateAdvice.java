package dev.gradtrace.training.rate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range test and what it suggests.
 *
 * @param suggestions one of each rule, in the order of the rules
 */
public record RateAdvice(RateCurve curve, List<RateSuggestion> suggestions) {

  /** Those that recommend themselves, the one that has found the best rates most often first. */
  private static final List<RateSuggestion.Rule> TRUSTED =
      List.of(
          RateSuggestion.Rule.VALLEY,
          RateSuggestion.Rule.MINIMUM_TENTH,
          RateSuggestion.Rule.SHARPNESS);

  public RateAdvice {
    suggestions = List.copyOf(suggestions);
  }

  /** With what the curve suggests, and nothing else. */
  public static RateAdvice of(RateCurve curve) {
    return of(curve, RateSuggestion.none(RateSuggestion.Rule.SHARPNESS, "It was not measured."));
  }

  /**
   * With all that the curve suggests.
   *
   * @param sharpness what the curvature suggests
   */
  public static RateAdvice of(RateCurve curve, RateSuggestion sharpness) {
    return new RateAdvice(
        curve,
        List.of(
            CurveSuggestions.valley(curve),
            CurveSuggestions.steepest(curve),
            CurveSuggestions.minimumTenth(curve),
            sharpness));
  }

  /** The first that has a rate of those that can be trusted; null where none has, or no loss. */
  public @Nullable RateSuggestion recommended() {
    if (curve.finite() == 0) {
      return null;
    }
    return TRUSTED.stream()
        .map(rule -> suggestions.get(rule.ordinal()))
        .filter(suggestion -> suggestion.learningRate() != null)
        .findFirst()
        .orElse(null);
  }
}
