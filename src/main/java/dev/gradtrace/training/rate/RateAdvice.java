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
 * A range test and the rates it suggests.
 *
 * @param suggestions one per rule, in the order of the rules
 * @param trials trials of suggestions with a rate; empty if none were made
 */
public record RateAdvice(
    RateCurve curve, List<RateSuggestion> suggestions, Map<RateSuggestion.Rule, RateTrial> trials) {

  /** Rules whose suggestion may be recommended without a trial, best one first. */
  private static final List<RateSuggestion.Rule> TRUSTED =
      List.of(
          RateSuggestion.Rule.VALLEY,
          RateSuggestion.Rule.MINIMUM_TENTH,
          RateSuggestion.Rule.SHARPNESS);

  public RateAdvice {
    suggestions = List.copyOf(suggestions);
    trials = Map.copyOf(trials);
  }

  /** The suggestions of the curve alone. */
  public static RateAdvice of(RateCurve curve) {
    return of(curve, RateSuggestion.none(RateSuggestion.Rule.SHARPNESS, "It was not measured."));
  }

  /**
   * The suggestions of the curve, and that of the curvature.
   *
   * @param sharpness suggestion of the curvature
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
   * The same with a trial of each suggestion.
   *
   * @param data scaled data of the run
   * @param work most multiplications of a trial
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
   * The suggestion with the best trial; of equal ones, and without trials, the first in the order
   * of {@link #TRUSTED}. Null if no suggestion has a rate, or the test has no loss.
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

  /** Suggestions in order of trust; other rules follow only if there are trials. */
  private Stream<RateSuggestion> inOrderOfTrust() {
    Stream<RateSuggestion> trusted = TRUSTED.stream().map(rule -> suggestions.get(rule.ordinal()));
    return trials.isEmpty()
        ? trusted
        : Stream.concat(
            trusted, suggestions.stream().filter(other -> !TRUSTED.contains(other.rule())));
  }
}
