package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks every rule, and finds the roots of what they have found. A root is what stands by itself, or
 * what a trial has shown to be enough: with it changed, and nothing else, the job attains what can
 * be attained. Where no single change is enough, two are looked for.
 */
final class Inquiry {

  /** Causes that each may be enough beside another, so that both are named. */
  private static final Set<Rule> OF_THE_STEPS =
      EnumSet.of(Rule.VANISHING_GRADIENT, Rule.LEARNING_RATE_TOO_LOW, Rule.TOO_FEW_EPOCHS);

  /** What is beyond a change of the job, and leaves no question. */
  private static final Set<Rule> EXPLAIN_ALL =
      EnumSet.of(Rule.CONSTANT_TARGETS, Rule.CLASS_IMBALANCE);

  /** What may be one of two faults. */
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
          Rule.EXPLODING_GRADIENT,
          Rule.LEARNING_RATE_TOO_HIGH,
          Rule.VANISHING_GRADIENT,
          Rule.DEAD_UNITS,
          Rule.SATURATED_UNITS,
          Rule.LEARNING_SLOWDOWN,
          Rule.LEARNING_RATE_TOO_LOW);

  /** A rate is not both. */
  private static final Set<Rule> RATES =
      EnumSet.of(Rule.LEARNING_RATE_TOO_HIGH, Rule.LEARNING_RATE_TOO_LOW);

  /** Times the learning rate, or the right one, from which on it is far too low, or too high. */
  private static final double FAR = 50;

  /** Share of a learning rate that is much less. */
  private static final double MUCH_LESS = 0.1;

  /** Share of the best fit that is as good. */
  private static final double AS_GOOD = 0.85;

  /** Least fit that is more than chance. */
  private static final double SOMETHING = 0.1;

  /** Changed jobs on which a second fault is looked for. */
  private static final int MOST_FIRST_CHANGES = 4;

  private final Evidence job;
  private final Map<Rule, Outcome> outcomes = new EnumMap<>(Rule.class);
  private final Set<Rule> roots = EnumSet.noneOf(Rule.class);

  /** Roots that are enough only together. */
  private final Set<Rule> together = EnumSet.noneOf(Rule.class);

  private Inquiry(Evidence job) {
    this.job = job;
  }

  static Inquiry of(Evidence job) {
    Inquiry inquiry = new Inquiry(job);
    for (Rule rule : Rule.values()) {
      inquiry.outcomes.put(rule, inquiry.examine(rule));
    }
    inquiry.findRoots();
    inquiry.roots.removeIf(inquiry::isEffect);
    return inquiry;
  }

  private Outcome examine(Rule rule) {
    if (job.isTrainedElsewhere()) {
      Outcome silence = Elsewhere.silence(rule, job);
      return silence == null ? Elsewhere.withoutRuns(rule.examine(job)) : silence;
    }
    Rule enough = rule.needsTrial() ? enoughFor(rule) : null;
    return enough == null
        ? rule.examine(job)
        : new Outcome.NotApplicable(
            "what is mended of %s is enough by itself".formatted(enough.label()));
  }

  /** What has been found so far and is enough, so that there is nothing left to look for. */
  private @Nullable Rule enoughFor(Rule rule) {
    return accused().stream()
        .filter(this::isAllOfIt)
        .filter(other -> !(OF_THE_STEPS.contains(rule) && OF_THE_STEPS.contains(other)))
        .findFirst()
        .orElse(null);
  }

  /** Rules that have found more than information, in causal order. */
  private List<Rule> accused() {
    return outcomes.entrySet().stream()
        .filter(
            outcome ->
                outcome.getValue() instanceof Symptom symptom
                    && symptom.severity() != Severity.INFO)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Symptom symptom(Rule rule) {
    return (Symptom) Objects.requireNonNull(outcomes.get(rule));
  }

  private void findRoots() {
    for (Rule rule : accused()) {
      if (symptom(rule).isFact() && isUnexplained(rule)) {
        roots.add(rule);
      }
    }
    if (roots.contains(Rule.DEAD_UNITS) && isEnough(Rule.POOR_INITIALIZATION)) {
      roots.add(Rule.POOR_INITIALIZATION);
    }
    if (roots.stream().noneMatch(this::isAllOfIt) && !addWhatIsEnough() && !addPair()) {
      addBest();
    }
  }

  /**
   * Whether another root explains a fact, or going on would only be learning by heart; units that
   * start dead are a bad start from both ends.
   */
  private boolean isEffect(Rule rule) {
    return rule == Rule.TOO_FEW_EPOCHS && roots.contains(Rule.OVERFITTING) || isExplained(rule);
  }

  private boolean isExplained(Rule rule) {
    return symptom(rule).isFact()
        && !together.contains(rule)
        && rule.causes().stream()
            .filter(cause -> rule != Rule.DEAD_UNITS || cause != Rule.POOR_INITIALIZATION)
            .anyMatch(roots::contains);
  }

  private boolean isUnexplained(Rule rule) {
    return rule.causes().stream().noneMatch(roots::contains);
  }

  private boolean isAllOfIt(Rule rule) {
    return EXPLAIN_ALL.contains(rule) || isEnough(rule);
  }

  private boolean isEnough(Rule rule) {
    return outcomes.get(rule) instanceof Symptom symptom
        && symptom.severity() != Severity.INFO
        && symptom.suffices();
  }

  /**
   * The first cause that is enough, or as good as the best of them, and those of the steps that are
   * enough beside it.
   */
  private boolean addWhatIsEnough() {
    List<Rule> enough = accused().stream().filter(this::isEnough).toList();
    if (enough.isEmpty()) {
      return false;
    }
    Rule earliest = earliestAsGoodAs(enough);
    Rule first = earliest == null ? enough.get(0) : earliest;
    roots.add(first);
    if (first == Rule.LEARNING_RATE_TOO_LOW) {
      addStartThatNeedsIt(symptom(first));
    }
    if (OF_THE_STEPS.contains(first)) {
      enough.stream().filter(OF_THE_STEPS::contains).forEach(roots::add);
    }
    return true;
  }

  /** The earliest cause that helps about as much as the best of some; null for none. */
  private @Nullable Rule earliestAsGoodAs(List<Rule> some) {
    double best = some.stream().mapToDouble(rule -> fit(symptom(rule))).max().orElse(Double.NaN);
    return accused().stream()
        .filter(rule -> symptom(rule).helps() && fit(symptom(rule)) >= AS_GOOD * best)
        .findFirst()
        .orElse(null);
  }

  /** A start without which a much lower rate than that found is enough is at fault too. */
  private void addStartThatNeedsIt(Symptom higherRate) {
    Symptom start = symptomOrUnproven(Rule.POOR_INITIALIZATION);
    Evidence wellStarted = changed(start);
    Evidence faster = changed(higherRate);
    if (wellStarted == null || faster == null) {
      return;
    }
    Outcome outcome = Rule.LEARNING_RATE_TOO_LOW.examine(wellStarted);
    Evidence both = outcome instanceof Symptom symptom ? changed(symptom) : null;
    if (both != null && ((Symptom) outcome).suffices() && rate(both) <= MUCH_LESS * rate(faster)) {
      add(
          Rule.POOR_INITIALIZATION,
          start,
          "Alone it is not enough: see %s, of which less would do from usual weights.",
          Rule.LEARNING_RATE_TOO_LOW);
    }
  }

  private static double rate(Evidence evidence) {
    return evidence.spec().optimizer().learningRate();
  }

  /** Two causes that are enough together: on a changed job another rule finds what is enough. */
  private boolean addPair() {
    if (!job.isWhole() || !job.isStruggling() || accused().stream().anyMatch(this::isEnough)) {
      return false;
    }
    job.trials().turnToPairs();
    for (Rule first : firsts()) {
      if (isMinor(first, symptomOrUnproven(first)) || isAnyRate(first)) {
        continue;
      }
      Evidence changed = Objects.requireNonNull(changed(symptomOrUnproven(first)));
      for (Rule second : ONE_OF_TWO) {
        if (second != first
            && !(RATES.contains(first) && RATES.contains(second))
            && !roots.contains(second)
            && second.examine(changed) instanceof Symptom symptom
            && symptom.severity() != Severity.INFO
            && symptom.helps()
            && symptom.suffices()
            && !isMinor(second, symptom)) {
          add(first, symptomOrUnproven(first), "Mending it alone is not enough: see %s.", second);
          add(second, symptom, "It shows once %s is mended: neither is enough alone.", first);
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A rate that is a little off beside another fault, or after its cure, is no fault of its own.
   */
  private boolean isMinor(Rule rule, @Nullable Symptom symptom) {
    Evidence changed = changed(symptom);
    return RATES.contains(rule)
        && changed != null
        && Math.max(rate(changed) / rate(job), rate(job) / rate(changed)) < FAR;
  }

  /** Whether it is a rate that is no better than others, so that another cure would tell it. */
  private boolean isAnyRate(Rule rule) {
    Symptom symptom = symptomOrUnproven(rule);
    return RATES.contains(rule) && (symptom == null || !symptom.helps());
  }

  private void add(Rule rule, @Nullable Symptom symptom, String sentence, Rule other) {
    if (symptom != null) {
      Severity severity = symptom.severity() == Severity.ERROR ? Severity.ERROR : Severity.WARNING;
      outcomes.put(rule, symptom.of(severity).saying(sentence.formatted(other.label())).asFact());
      roots.add(rule);
      together.add(rule);
    }
  }

  /**
   * Rules with a change that was tried and is not enough: roots, then the most helpful, and where
   * none helps the earliest cause.
   */
  private List<Rule> firsts() {
    return outcomes.keySet().stream()
        .filter(rule -> ONE_OF_TWO.contains(rule) && changed(symptomOrUnproven(rule)) != null)
        .sorted(
            Comparator.comparing((Rule rule) -> !roots.contains(rule))
                .thenComparingDouble(rule -> -helpfulness(rule)))
        .limit(MOST_FIRST_CHANGES)
        .toList();
  }

  /** Of a gradient that a bad start lets vanish, no more than of the start. */
  private double helpfulness(Rule rule) {
    double fit = fit(symptomOrUnproven(rule));
    double start = fit(symptomOrUnproven(Rule.POOR_INITIALIZATION));
    double told = rule == Rule.VANISHING_GRADIENT && start >= 0 ? Math.min(fit, start) : fit;
    return told < SOMETHING ? 0 : told;
  }

  private @Nullable Symptom symptomOrUnproven(Rule rule) {
    Outcome outcome = outcomes.get(rule);
    return outcome instanceof Symptom symptom
        ? symptom
        : outcome instanceof Outcome.Clean clean ? clean.unproven() : null;
  }

  private static @Nullable Evidence changed(@Nullable Symptom symptom) {
    Trial trial = symptom == null ? null : symptom.trial();
    return trial == null ? null : trial.changed();
  }

  private static double fit(@Nullable Symptom symptom) {
    Trial trial = symptom == null ? null : symptom.trial();
    return trial == null ? -1 : trial.there();
  }

  /** What helps most though it is not enough; where nothing was tried, what may be the cause. */
  private void addBest() {
    List<Rule> helpful = accused().stream().filter(rule -> symptom(rule).helps()).toList();
    Rule best = earliestAsGoodAs(helpful);
    if (best != null && roots.isEmpty()) {
      roots.add(best);
    }
    if (!roots.isEmpty()) {
      return;
    }
    for (Rule rule : accused()) {
      Symptom symptom = symptom(rule);
      if ((symptom.stands() || symptom.isUntried()) && isUnexplained(rule)) {
        roots.add(rule);
      }
    }
  }

  /** What was found, each with its cause. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Rule enough = roots.stream().filter(rule -> symptom(rule).suffices()).findFirst().orElse(null);
    for (Map.Entry<Rule, Outcome> outcome : outcomes.entrySet()) {
      if (outcome.getValue() instanceof Symptom symptom) {
        findings.add(finding(outcome.getKey(), symptom, enough));
      }
    }
    return findings;
  }

  private Finding finding(Rule rule, Symptom symptom, @Nullable Rule enough) {
    if (roots.contains(rule) || symptom.severity() == Severity.INFO) {
      return new Finding(rule, null, symptom);
    }
    Rule cause =
        enough != null
            ? enough
            : roots.stream().filter(rule.causes()::contains).findFirst().orElse(null);
    return cause == null
        ? new Finding(rule, null, symptom.of(Severity.INFO))
        : new Finding(rule, cause, symptom);
  }

  <T extends Outcome> Map<Rule, T> of(Class<T> kind) {
    Map<Rule, T> all = new EnumMap<>(Rule.class);
    outcomes.forEach(
        (rule, outcome) -> {
          if (kind.isInstance(outcome)) {
            all.put(rule, kind.cast(outcome));
          }
        });
    return all;
  }

  /** What was tried, in words, in causal order. */
  Map<String, Trial> tried() {
    Map<String, Trial> all = new LinkedHashMap<>();
    for (Rule rule : outcomes.keySet()) {
      Symptom symptom = symptomOrUnproven(rule);
      if (symptom != null) {
        for (Symptom.Tried one : symptom.tried()) {
          Trial trial = one.trial();
          if (trial != null && trial.isMade()) {
            all.put(one.remedy().title(), trial);
          }
        }
      }
    }
    return all;
  }
}
