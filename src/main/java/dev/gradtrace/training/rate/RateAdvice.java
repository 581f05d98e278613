package dev.gradtrace.training.rate;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range test and what it suggests.
 *
 * @param suggestions one of each rule, in the order of the rules
 * @param trials of those that have a rate; empty where none was made
 */
public record RateAdvice(
    RateCurve curve, List<RateSuggestion> suggestions, Map<RateSuggestion.Rule, RateTrial> trials) {

  /** Without trials: those that can be trusted, the one that is good most often first. */
  private static final List<RateSuggestion.Rule> TRUSTED =
      List.of(
          RateSuggestion.Rule.VALLEY,
          RateSuggestion.Rule.MINIMUM_TENTH,
          RateSuggestion.Rule.SHARPNESS);

  public RateAdvice {
    suggestions = List.copyOf(suggestions);
    trials = Map.copyOf(trials);
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
            sharpness),
        Map.of());
  }

  /**
   * The same with each suggestion tried.
   *
   * @param data as the run sees them, scaled
   * @param work that one trial may take, in multiplications
   */
  public RateAdvice tried(TrainingSpec spec, Split data, long work) {
    Map<RateSuggestion.Rule, RateTrial> made = new EnumMap<>(RateSuggestion.Rule.class);
    List<RateSuggestion> told = new ArrayList<>();
    for (RateSuggestion suggestion : suggestions) {
      Double rate = suggestion.learningRate();
      RateTrial trial = rate == null ? null : RateTrial.of(rate, spec, data, work);
      if (trial != null) {
        made.put(suggestion.rule(), trial);
      }
      told.add(trial == null ? suggestion : suggestion.saying(trial.told()));
    }
    return new RateAdvice(curve, told, made);
  }

  /**
   * The one whose trial came furthest, the first of those in the order of trust where they are
   * equal; without trials the first of those that can be trusted. Null where none has a rate, or
   * the test no loss.
   */
  public @Nullable RateSuggestion recommended() {
    if (curve.finite() == 0) {
      return null;
    }
    return inOrderOfTrust()
        .filter(suggestion -> suggestion.learningRate() != null)
        .filter(suggestion -> trials.isEmpty() || trials.containsKey(suggestion.rule()))
        .min(Comparator.comparing(this::trial, Comparator.nullsLast(RateTrial.BEST_FIRST)))
        .orElse(null);
  }

  private @Nullable RateTrial trial(RateSuggestion suggestion) {
    return trials.get(suggestion.rule());
  }

  /** Those of no trust only where trials tell them. */
  private Stream<RateSuggestion> inOrderOfTrust() {
    Stream<RateSuggestion> trusted = TRUSTED.stream().map(rule -> suggestions.get(rule.ordinal()));
    return trials.isEmpty()
        ? trusted
        : Stream.concat(
            trusted, suggestions.stream().filter(other -> !TRUSTED.contains(other.rule())));
  }
}
