package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.learning.TooFewEpochs;
import dev.gradtrace.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies all rules, and determines root causes. A root cause is a fact in itself, or one whose
 * change was shown by a trial to suffice: with this change alone the job attains what can be
 * attained. If no single change suffices, pairs are tried.
 */
final class Inquiry {

  /** Causes that may each suffice besides another, so that both are named. */
  private static final Set<Rule> OF_THE_STEPS =
      EnumSet.of(Rule.VANISHING_GRADIENT, Rule.LEARNING_RATE_TOO_LOW, Rule.TOO_FEW_EPOCHS);

  /** Causes outside the job, which explain everything. */
  private static final Set<Rule> EXPLAIN_ALL =
      EnumSet.of(Rule.CONSTANT_TARGETS, Rule.CLASS_IMBALANCE);

  /** Ratio of learning rates that counts as much lower. */
  private static final double MUCH_LESS = 0.1;

  /** Ratio to the best fit that counts as equally good. */
  private static final double AS_GOOD = 0.85;

  private final Evidence job;
  private final Outcomes outcomes = new Outcomes();
  private final Set<Rule> roots = EnumSet.noneOf(Rule.class);

  /** Root causes that only suffice together; null unless there are two. */
  private @Nullable Pair pair;

  /** Root causes that are named besides another which does not suffice without them. */
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
        ? asOfNow(rule.examine(job))
        : new Outcome.NotApplicable(
            "what is mended of %s is enough by itself".formatted(enough.label()));
  }

  /** The outcome of a rule, which does not promise more of a run that is over. */
  private Outcome asOfNow(Outcome outcome) {
    return job.isOver() && outcome instanceof Outcome.NotChecked missing
        ? missing.ofRunThatIsOver()
        : outcome;
  }

  /**
   * A finding so far that suffices, so that {@code rule} need not be examined; null if there is
   * none.
   */
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
    if (roots.contains(Rule.CLASS_IMBALANCE) && job.isWhole()) {
      lookBesideImbalance();
    }
    if (roots.stream().noneMatch(this::isAllOfIt)
        && !addWhatIsEnough()
        && !addPair()
        && !addUnlikely()) {
      addBest();
    }
    if (roots.isEmpty() && job.isWhole() && job.isStruggling()) {
      addPlateau();
    }
  }

  /** Adds a fault besides a rare class, or in its place. */
  private void lookBesideImbalance() {
    BesideImbalance beside = new BesideImbalance(job, outcomes);
    if (!addPair(beside.pair())) {
      beside
          .cause()
          .ifPresent(
              cause -> {
                roots.remove(Rule.CLASS_IMBALANCE);
                roots.add(cause);
              });
    }
  }

  /**
   * Whether another root cause explains a finding; or whether longer training would only overfit,
   * or reduce a cost that does not measure the task.
   */
  private boolean isEffect(Rule rule) {
    return rule == Rule.TOO_FEW_EPOCHS
            && (roots.contains(Rule.OVERFITTING) || roots.contains(Rule.COST_MISMATCH))
        || isExplained(rule);
  }

  /** A cause does not explain what suffices where it does not itself. */
  private boolean isExplained(Rule rule) {
    return outcomes.symptom(rule).isFact()
        && !together.contains(rule)
        && rule.causes().stream()
            .filter(cause -> rule != Rule.DEAD_UNITS || cause != Rule.POOR_INITIALIZATION)
            .filter(cause -> outcomes.isEnough(cause) || !outcomes.isEnough(rule))
            .anyMatch(roots::contains);
  }

  private boolean isUnexplained(Rule rule) {
    return rule.causes().stream().noneMatch(roots::contains);
  }

  private boolean isAllOfIt(Rule rule) {
    return EXPLAIN_ALL.contains(rule) || outcomes.isEnough(rule);
  }

  /**
   * Adds the first cause that suffices, or is as good as the best one, and those of {@link
   * #OF_THE_STEPS} that suffice besides it.
   */
  private boolean addWhatIsEnough() {
    List<Rule> enough = outcomes.accused().stream().filter(outcomes::isEnough).toList();
    if (enough.isEmpty()) {
      return false;
    }
    Rule earliest = earliestAsGoodAs(enough);
    Rule first = causeOf(earliest == null ? enough.get(0) : earliest);
    if (addPair(new Pairs(job, outcomes, roots).behind(first))) {
      return true;
    }
    roots.add(first);
    if (first == Rule.LEARNING_RATE_TOO_LOW) {
      addStartThatNeedsIt(outcomes.symptom(first));
    }
    if (OF_THE_STEPS.contains(first)) {
      enough.stream().filter(OF_THE_STEPS::contains).forEach(roots::add);
    }
    return true;
  }

  /** The cause of a finding whose change helps and takes away what was found; itself for none. */
  private Rule causeOf(Rule found) {
    return outcomes.accused().stream()
        .filter(cause -> !found.needsTrial() && found.causes().contains(cause))
        .filter(cause -> outcomes.symptom(cause).helps() && outcomes.isTakenAway(found, cause))
        .findFirst()
        .orElse(found);
  }

  /** The earliest cause that helps about as much as the best of them; null for none. */
  private @Nullable Rule earliestAsGoodAs(List<Rule> some) {
    double best = some.stream().mapToDouble(rule -> outcomes.fit(rule)).max().orElse(Double.NaN);
    return outcomes.accused().stream()
        .filter(rule -> outcomes.symptom(rule).helps() && outcomes.fit(rule) >= AS_GOOD * best)
        .findFirst()
        .orElse(null);
  }

  /**
   * Adds a bad initialization as a cause if, without it, a much lower learning rate than the one
   * found suffices, or this one does much more.
   */
  private void addStartThatNeedsIt(Symptom higherRate) {
    Evidence wellStarted = outcomes.changed(Rule.POOR_INITIALIZATION);
    Evidence faster = higherRate.changed();
    if (wellStarted == null || faster == null) {
      return;
    }
    job.trials().turnToPairs();
    double muchLess = MUCH_LESS * faster.learningRate();
    if (trialAt(muchLess, wellStarted).suffices()
        || trialAt(faster.learningRate(), wellStarted).there() * AS_GOOD
            > outcomes.fit(Rule.LEARNING_RATE_TOO_LOW)
        || isEnoughBelow(muchLess, wellStarted)) {
      add(
          Rule.POOR_INITIALIZATION,
          outcomes.symptomOrUnproven(Rule.POOR_INITIALIZATION),
          "Alone it is not enough: see %s, of which less would do, or do more, from usual weights.",
          Rule.LEARNING_RATE_TOO_LOW);
    }
  }

  /** Whether a rate is found that suffices and is no higher than another. */
  private static boolean isEnoughBelow(double rate, Evidence of) {
    return Rule.LEARNING_RATE_TOO_LOW.examine(of) instanceof Symptom symptom
        && symptom.suffices()
        && Objects.requireNonNull(symptom.changed()).learningRate() <= rate;
  }

  private static Trial trialAt(double rate, Evidence of) {
    TrainingSpec spec = of.spec();
    return of.trials().of(of.change(spec.withOptimizer(spec.optimizer().withLearningRate(rate))));
  }

  private boolean addPair() {
    if (!job.isWhole()
        || !job.isStruggling()
        || outcomes.accused().stream().anyMatch(outcomes::isEnough)) {
      return false;
    }
    return addPair(new Pairs(job, outcomes, roots).first());
  }

  private boolean addPair(Optional<Pair> found) {
    found.ifPresent(
        two -> {
          Symptom first = outcomes.symptomOrUnproven(two.first());
          boolean isSeen = outcomes.accused().contains(two.second());
          add(
              two.first(),
              first == null ? null : first.curedOnlyBy(List.of(two.ofFirst())),
              "Mending it alone is not enough: see %s.",
              two.second());
          add(
              two.second(),
              two.ofSecond(),
              isSeen
                  ? "Mending it alone is not enough: see %s."
                  : "It shows once %s is mended: neither is enough alone.",
              two.first());
          pair = two;
        });
    return found.isPresent();
  }

  /** Adds the first cause that suffices though it does not look like one. */
  private boolean addUnlikely() {
    for (Map.Entry<Rule, Outcome.Clean> clean : outcomes.of(Outcome.Clean.class).entrySet()) {
      Symptom unproven = clean.getValue().unproven();
      if (unproven != null && unproven.suffices()) {
        outcomes.put(clean.getKey(), unproven);
        roots.add(clean.getKey());
        return true;
      }
    }
    return false;
  }

  private void add(Rule rule, @Nullable Symptom symptom, String sentence, Rule other) {
    if (symptom != null) {
      Severity severity = symptom.severity() == Severity.ERROR ? Severity.ERROR : Severity.WARNING;
      outcomes.put(rule, symptom.of(severity).saying(sentence.formatted(other.label())).asFact());
      roots.add(rule);
      together.add(rule);
    }
  }

  /** Adds what helps most though it does not suffice; if nothing was tried, the possible causes. */
  private void addBest() {
    List<Rule> helpful =
        outcomes.accused().stream().filter(rule -> outcomes.symptom(rule).helps()).toList();
    Rule best = earliestAsGoodAs(helpful);
    if (best != null && roots.isEmpty()) {
      roots.add(causeOf(best));
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

  /** Adds that the run is much too short, if it is on a plateau from which time leads. */
  private void addPlateau() {
    boolean applies = !outcomes.of(Outcome.NotApplicable.class).containsKey(Rule.TOO_FEW_EPOCHS);
    Symptom longer = applies ? TooFewEpochs.onPlateau(job) : null;
    if (longer != null) {
      outcomes.put(Rule.TOO_FEW_EPOCHS, longer);
      roots.add(Rule.TOO_FEW_EPOCHS);
    }
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** All findings, each with its cause. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Rule enough =
        roots.stream()
            .filter(rule -> !together.contains(rule) && outcomes.symptom(rule).suffices())
            .findFirst()
            .orElse(null);
    for (Map.Entry<Rule, Outcome> outcome : outcomes.all()) {
      if (outcome.getValue() instanceof Symptom symptom) {
        findings.add(finding(outcome.getKey(), symptom, enough));
      }
    }
    return findings;
  }

  private Finding finding(Rule rule, Symptom symptom, @Nullable Rule enough) {
    if (roots.contains(rule) || symptom.severity() == Severity.INFO) {
      boolean isOfPair = pair != null && (rule == pair.first() || rule == pair.second());
      return new Finding(rule, null, symptom, isOfPair ? pair : null);
    }
    Rule cause =
        enough != null
            ? enough
            : roots.stream()
                .filter(rule.causes()::contains)
                .min(Comparator.comparing(root -> !outcomes.isTakenAway(rule, root)))
                .orElse(null);
    return cause == null
        ? new Finding(rule, null, symptom.of(Severity.INFO))
        : new Finding(rule, cause, symptom);
  }
}
