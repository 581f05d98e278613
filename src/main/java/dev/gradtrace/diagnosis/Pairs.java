package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds two simultaneous faults: after one is mended, another rule finds a change that suffices.
 */
final class Pairs {

  /** Rules whose finding may be one of two faults. */
  private static final Set<Rule> ONE_OF_TWO =
      EnumSet.of(
          Rule.COST_MISMATCH,
          Rule.OUTPUT_ACTIVATION_MISMATCH,
          Rule.SYMMETRIC_INITIALIZATION,
          Rule.INPUTS_NOT_SCALED,
          Rule.TARGETS_OUT_OF_RANGE,
          Rule.POOR_INITIALIZATION,
          Rule.NO_NONLINEARITY,
          Rule.OVER_REGULARIZED,
          Rule.DROPOUT_TOO_STRONG,
          Rule.EXPLODING_GRADIENT,
          Rule.LEARNING_RATE_TOO_HIGH,
          Rule.VANISHING_GRADIENT,
          Rule.DEAD_UNITS,
          Rule.SATURATED_UNITS,
          Rule.LEARNING_SLOWDOWN,
          Rule.LEARNING_RATE_TOO_LOW);

  /** The rules about the learning rate, which exclude each other. */
  private static final Set<Rule> RATES =
      EnumSet.of(Rule.LEARNING_RATE_TOO_HIGH, Rule.LEARNING_RATE_TOO_LOW);

  /** Factor from which a learning rate is far too low or too high. */
  private static final double FAR = 50;

  /** Smallest fit above chance. */
  private static final double SOMETHING = 0.1;

  /** Ratio of fits from which one change is about as good as two. */
  private static final double AS_GOOD = 0.9;

  /** Most changed jobs in which a second fault is searched. */
  private static final int MOST_FIRST_CHANGES = 4;

  private final Evidence job;
  private final Outcomes outcomes;
  private final Set<Rule> roots;

  /**
   * @param outcomes outcomes of the single rules
   * @param roots root causes found, none of which suffices
   */
  Pairs(Evidence job, Outcomes outcomes, Set<Rule> roots) {
    this.job = job;
    this.outcomes = outcomes;
    this.roots = roots;
  }

  /** The first pair that suffices, of causes rather than effects; empty if there is none. */
  Optional<Pair> first() {
    job.trials().turnToPairs();
    List<Rule> effects = ONE_OF_TWO.stream().filter(this::isEffect).toList();
    List<Rule> firsts =
        firsts().stream()
            .filter(first -> !isMinor(first, outcomes.changed(first)) && !isAnyRate(first))
            .toList();
    return Stream.concat(
            pairs(firsts, second -> !effects.contains(second)), pairs(firsts, effects::contains))
        .findFirst();
  }

  private Stream<Pair> pairs(List<Rule> firsts, Predicate<Rule> seconds) {
    return firsts.stream()
        .flatMap(
            first ->
                ONE_OF_TWO.stream()
                    .filter(seconds)
                    .flatMap(second -> pair(first, second).stream()));
  }

  /**
   * The first pair that suffices and of which one takes away what was found, though it does not
   * help alone; empty if there is none.
   *
   * @param found a finding whose own change suffices, because it hides both faults
   */
  Optional<Pair> behind(Rule found) {
    List<Rule> causes = causes(found).filter(cause -> !outcomes.isEnough(cause)).toList();
    if (causes.isEmpty()) {
      return Optional.empty();
    }
    job.trials().turnToPairs();
    return pairs(causes, second -> second != found).findFirst();
  }

  /** Other rules of pairs whose tried change takes away what was found. */
  private Stream<Rule> causes(Rule found) {
    return found.needsTrial()
        ? Stream.empty()
        : ONE_OF_TWO.stream()
            .filter(found.causes()::contains)
            .filter(cause -> outcomes.isTakenAway(found, cause));
  }

  /** Whether the change of another rule takes away what this one found. */
  private boolean isEffect(Rule rule) {
    return outcomes.symptomOrUnproven(rule) != null && causes(rule).findAny().isPresent();
  }

  private Optional<Pair> pair(Rule first, Rule second) {
    return enough(first, second)
        .filter(pair -> !isMinor(second, pair.ofSecond().changed()))
        .map(pair -> Objects.requireNonNullElse(byRate(pair), pair));
  }

  /** A pair if both changes suffice together. */
  private Optional<Pair> enough(Rule first, Rule second) {
    Tried mended = change(first, RATES.contains(second));
    Evidence changed = mended == null ? null : changed(mended);
    if (mended == null || changed == null || !mayBeBeside(first, second)) {
      return Optional.empty();
    }
    return second.examine(changed) instanceof Symptom symptom
            && symptom.severity() != Severity.INFO
            && symptom.helps()
            && symptom.suffices()
            && !isAsGood(first, symptom)
            && !isAsGood(second, symptom)
        ? Optional.of(new Pair(first, mended, second, symptom))
        : Optional.empty();
  }

  private boolean mayBeBeside(Rule first, Rule second) {
    return second != first
        && !(RATES.contains(first) && RATES.contains(second))
        && !roots.contains(second)
        && !outcomes.of(Outcome.NotApplicable.class).containsKey(second);
  }

  /**
   * The best change of a rule, or its first if none does anything; null for none.
   *
   * @param atItsRate whether only changes that leave the learning rate count
   */
  private @Nullable Tried change(Rule rule, boolean atItsRate) {
    Symptom symptom = outcomes.symptomOrUnproven(rule);
    return symptom == null
        ? null
        : symptom.tried().stream()
            .filter(one -> isUsable(changed(one), atItsRate))
            .min(Comparator.comparingDouble(one -> -told(one.fit())))
            .orElse(null);
  }

  private boolean isUsable(@Nullable Evidence changed, boolean atItsRate) {
    return changed != null && !(atItsRate && changed.learningRate() != job.learningRate());
  }

  private static @Nullable Evidence changed(Tried one) {
    Trial trial = one.trial();
    return trial == null ? null : trial.changed();
  }

  /** Whether one of both changes alone does about as much as both. */
  private boolean isAsGood(Rule alone, Symptom ofBoth) {
    Symptom symptom = outcomes.symptomOrUnproven(alone);
    return symptom != null
        && symptom.helps()
        && outcomes.fit(alone) >= AS_GOOD * Objects.requireNonNull(ofBoth.trial()).there();
  }

  /** The pair with a learning rate that lets the second be; null if there is none. */
  private @Nullable Pair byRate(Pair pair) {
    return RATES.stream()
        .filter(rate -> !pair.second().needsTrial() && pair.second().causes().contains(rate))
        .flatMap(rate -> enough(pair.first(), rate).stream())
        .filter(
            other ->
                Outcomes.isClean(pair.second(), Objects.requireNonNull(other.ofSecond().changed())))
        .findFirst()
        .orElse(null);
  }

  /**
   * Whether a learning rate is only slightly wrong besides another fault, or because of its change.
   */
  private boolean isMinor(Rule rule, @Nullable Evidence changed) {
    return RATES.contains(rule)
        && changed != null
        && Math.max(
                changed.learningRate() / job.learningRate(),
                job.learningRate() / changed.learningRate())
            < FAR;
  }

  /** Whether a rate is no better than others, so that it does not identify the fault. */
  private boolean isAnyRate(Rule rule) {
    Symptom symptom = outcomes.symptomOrUnproven(rule);
    return RATES.contains(rule) && (symptom == null || !symptom.helps());
  }

  /**
   * Rules with a change that was tried and does not suffice, except those whose finding another
   * one's change takes away: roots, then by helpfulness, then in causal order.
   */
  private List<Rule> firsts() {
    return outcomes.rules().stream()
        .filter(rule -> ONE_OF_TWO.contains(rule) && outcomes.changed(rule) != null)
        .filter(rule -> !isEffect(rule))
        .sorted(
            Comparator.comparing((Rule rule) -> !roots.contains(rule))
                .thenComparingDouble(rule -> -helpfulness(rule)))
        .limit(MOST_FIRST_CHANGES)
        .toList();
  }

  /**
   * The fit of the best change; that of a vanishing gradient is at most that of the initialization
   * that causes it.
   */
  private double helpfulness(Rule rule) {
    double fit = outcomes.fit(rule);
    double start = outcomes.fit(Rule.POOR_INITIALIZATION);
    return told(rule == Rule.VANISHING_GRADIENT && start >= 0 ? Math.min(fit, start) : fit);
  }

  private static double told(double fit) {
    return fit < SOMETHING ? 0 : fit;
  }
}
