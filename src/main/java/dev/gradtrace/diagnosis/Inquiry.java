package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Pairs.Pair;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.training.Optimizer;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Share of a learning rate that is much less. */
  private static final double MUCH_LESS = 0.1;

  /** Share of the best fit that is as good. */
  private static final double AS_GOOD = 0.85;

  private final Evidence job;
  private final Outcomes outcomes = new Outcomes();
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
    return outcomes.accused().stream()
        .filter(this::isAllOfIt)
        .filter(other -> !(OF_THE_STEPS.contains(rule) && OF_THE_STEPS.contains(other)))
        .findFirst()
        .orElse(null);
  }

  private void findRoots() {
    for (Rule rule : outcomes.accused()) {
      if (outcomes.symptom(rule).isFact() && isUnexplained(rule)) {
        roots.add(rule);
      }
    }
    if (roots.contains(Rule.DEAD_UNITS) && outcomes.isEnough(Rule.POOR_INITIALIZATION)) {
      roots.add(Rule.POOR_INITIALIZATION);
    }
    if (roots.stream().noneMatch(this::isAllOfIt) && !addWhatIsEnough() && !addPair()) {
      addBest();
    }
  }

  /**
   * Whether another root explains a fact, or going on would only be learning by heart, or lower a
   * cost that is not of the task; units that start dead are a bad start from both ends.
   */
  private boolean isEffect(Rule rule) {
    return rule == Rule.TOO_FEW_EPOCHS
            && (roots.contains(Rule.OVERFITTING) || roots.contains(Rule.COST_MISMATCH))
        || isExplained(rule);
  }

  private boolean isExplained(Rule rule) {
    return outcomes.symptom(rule).isFact()
        && !together.contains(rule)
        && rule.causes().stream()
            .filter(cause -> rule != Rule.DEAD_UNITS || cause != Rule.POOR_INITIALIZATION)
            .anyMatch(roots::contains);
  }

  private boolean isUnexplained(Rule rule) {
    return rule.causes().stream().noneMatch(roots::contains);
  }

  private boolean isAllOfIt(Rule rule) {
    return EXPLAIN_ALL.contains(rule) || outcomes.isEnough(rule);
  }

  /**
   * The first cause that is enough, or as good as the best of them, and those of the steps that are
   * enough beside it.
   */
  private boolean addWhatIsEnough() {
    List<Rule> enough = outcomes.accused().stream().filter(outcomes::isEnough).toList();
    if (enough.isEmpty()) {
      return false;
    }
    Rule earliest = earliestAsGoodAs(enough);
    Rule first = earliest == null ? enough.get(0) : earliest;
    roots.add(first);
    if (first == Rule.LEARNING_RATE_TOO_LOW) {
      addStartThatNeedsIt(outcomes.symptom(first));
    }
    if (OF_THE_STEPS.contains(first)) {
      enough.stream().filter(OF_THE_STEPS::contains).forEach(roots::add);
    }
    return true;
  }

  /** The earliest cause that helps about as much as the best of some; null for none. */
  private @Nullable Rule earliestAsGoodAs(List<Rule> some) {
    double best = some.stream().mapToDouble(rule -> outcomes.fit(rule)).max().orElse(Double.NaN);
    return outcomes.accused().stream()
        .filter(rule -> outcomes.symptom(rule).helps() && outcomes.fit(rule) >= AS_GOOD * best)
        .findFirst()
        .orElse(null);
  }

  /** A start without which a much lower rate than that found is enough is at fault too. */
  private void addStartThatNeedsIt(Symptom higherRate) {
    Evidence wellStarted = outcomes.changed(Rule.POOR_INITIALIZATION);
    Evidence faster = higherRate.changed();
    if (wellStarted == null || faster == null) {
      return;
    }
    TrainingSpec spec = wellStarted.spec();
    Optimizer muchSlower = spec.optimizer().withLearningRate(MUCH_LESS * faster.learningRate());
    if (wellStarted.trials().of(wellStarted.change(spec.withOptimizer(muchSlower))).suffices()) {
      add(
          Rule.POOR_INITIALIZATION,
          outcomes.symptomOrUnproven(Rule.POOR_INITIALIZATION),
          "Alone it is not enough: see %s, of which less would do from usual weights.",
          Rule.LEARNING_RATE_TOO_LOW);
    }
  }

  private boolean addPair() {
    if (!job.isWhole()
        || !job.isStruggling()
        || outcomes.accused().stream().anyMatch(outcomes::isEnough)) {
      return false;
    }
    Optional<Pair> found = new Pairs(job, outcomes, roots).first();
    found.ifPresent(
        pair -> {
          add(
              pair.first(),
              outcomes.symptomOrUnproven(pair.first()),
              "Mending it alone is not enough: see %s.",
              pair.second());
          add(
              pair.second(),
              pair.ofSecond(),
              "It shows once %s is mended: neither is enough alone.",
              pair.first());
        });
    return found.isPresent();
  }

  private void add(Rule rule, @Nullable Symptom symptom, String sentence, Rule other) {
    if (symptom != null) {
      Severity severity = symptom.severity() == Severity.ERROR ? Severity.ERROR : Severity.WARNING;
      outcomes.put(rule, symptom.of(severity).saying(sentence.formatted(other.label())).asFact());
      roots.add(rule);
      together.add(rule);
    }
  }

  /** What helps most though it is not enough; where nothing was tried, what may be the cause. */
  private void addBest() {
    List<Rule> helpful =
        outcomes.accused().stream().filter(rule -> outcomes.symptom(rule).helps()).toList();
    Rule best = earliestAsGoodAs(helpful);
    if (best != null && roots.isEmpty()) {
      roots.add(best);
    }
    if (!roots.isEmpty()) {
      return;
    }
    for (Rule rule : outcomes.accused()) {
      Symptom symptom = outcomes.symptom(rule);
      if ((symptom.stands() || symptom.isUntried()) && isUnexplained(rule)) {
        roots.add(rule);
      }
    }
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** What was found, each with its cause. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Rule enough =
        roots.stream().filter(rule -> outcomes.symptom(rule).suffices()).findFirst().orElse(null);
    for (Map.Entry<Rule, Outcome> outcome : outcomes.all()) {
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
}
