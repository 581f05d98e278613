package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import dev.gradtrace.training.score.AnswerScores;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fault because of which, or besides which, a rare class is not found. */
final class BesideImbalance {

  /** Ratio of scores from which one change is about as good as another. */
  private static final double AS_GOOD = 0.8;

  private final Evidence job;
  private final Outcomes outcomes;
  private final Symptom imbalance;
  private final List<Mended> others;

  /**
   * The job with the change of another rule.
   *
   * @param ofIt the change
   * @param alone its score, by class
   * @param both the same with balanced classes as well
   */
  private record Mended(Rule rule, Tried ofIt, double alone, Trial both) {

    double best() {
      return both.isMade() ? Math.max(alone, both.there()) : alone;
    }
  }

  BesideImbalance(Evidence job, Outcomes outcomes) {
    this.job = job;
    this.outcomes = outcomes;
    this.imbalance = outcomes.symptom(Rule.CLASS_IMBALANCE);
    job.trials().turnToPairs();
    this.others = outcomes.accused().stream().flatMap(rule -> mended(rule).stream()).toList();
  }

  private Optional<Mended> mended(Rule rule) {
    Symptom symptom = outcomes.symptom(rule);
    Evidence changed = symptom.changed();
    AnswerScores scores = changed == null ? null : changed.scores();
    if (rule == Rule.CLASS_IMBALANCE || changed == null || scores == null || !symptom.helps()) {
      return Optional.empty();
    }
    return symptom.tried().stream()
        .filter(one -> one.trial() == symptom.trial())
        .findFirst()
        .map(
            one ->
                new Mended(
                    rule,
                    one,
                    scores.aboveConstant(),
                    changed.trials().byClass(Cure.balancedClasses(changed).change())));
  }

  /** The earliest fault that does about as much as the best; null for none. */
  private @Nullable Mended earliest(Stream<Mended> some) {
    List<Mended> all = some.toList();
    double best = all.stream().mapToDouble(Mended::best).max().orElse(0);
    return all.stream().filter(one -> one.best() >= AS_GOOD * best).findFirst().orElse(null);
  }

  /** The fault that is mended together with the imbalance, which does clearly more than either. */
  Optional<Pair> pair() {
    Mended other =
        earliest(
            others.stream()
                .filter(one -> one.both().helps() && ofBalance() < AS_GOOD * one.both().there()));
    return other == null
        ? Optional.empty()
        : Optional.of(
            new Pair(
                other.rule(),
                other.ofIt(),
                Rule.CLASS_IMBALANCE,
                imbalance.curedOnlyBy(
                    List.of(new Tried(Cure.balancedClasses(job).remedy(), other.both())))));
  }

  /** The fault whose change is enough and has the rare class found; empty if there is none. */
  Optional<Rule> cause() {
    return others.stream()
        .filter(one -> outcomes.isEnough(one.rule()) && isFound(one.rule()))
        .filter(one -> ofBalance() < AS_GOOD * one.alone())
        .map(Mended::rule)
        .findFirst();
  }

  private boolean isFound(Rule changedBy) {
    Evidence changed = outcomes.changed(changedBy);
    return changed != null && Rule.CLASS_IMBALANCE.examine(changed) instanceof Outcome.Clean;
  }

  private double ofBalance() {
    return Math.max(0, outcomes.fit(Rule.CLASS_IMBALANCE));
  }
}
