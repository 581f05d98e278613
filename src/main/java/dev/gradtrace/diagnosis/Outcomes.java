package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcomes of rules so far, in causal order. */
final class Outcomes {

  private final Map<Rule, Outcome> byRule = new EnumMap<>(Rule.class);

  void put(Rule rule, Outcome outcome) {
    byRule.put(rule, outcome);
  }

  Set<Map.Entry<Rule, Outcome>> all() {
    return byRule.entrySet();
  }

  Set<Rule> rules() {
    return byRule.keySet();
  }

  /** Rules whose finding is more than information. */
  List<Rule> accused() {
    return byRule.entrySet().stream()
        .filter(
            outcome ->
                outcome.getValue() instanceof Symptom symptom
                    && symptom.severity() != Severity.INFO)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The symptom of a rule that found one. */
  Symptom symptom(Rule rule) {
    return (Symptom) Objects.requireNonNull(byRule.get(rule));
  }

  /** The symptom of a rule, or one that was tried and not confirmed; null for neither. */
  @Nullable Symptom symptomOrUnproven(Rule rule) {
    Outcome outcome = byRule.get(rule);
    return outcome instanceof Symptom symptom
        ? symptom
        : outcome instanceof Outcome.Clean clean ? clean.unproven() : null;
  }

  /** The fit of the job with the best change that a rule tried; −1 for none. */
  double fit(Rule rule) {
    Symptom symptom = symptomOrUnproven(rule);
    Trial trial = symptom == null ? null : symptom.trial();
    return trial == null ? -1 : trial.there();
  }

  /** The evidence of the job with that change; null for none. */
  @Nullable Evidence changed(Rule rule) {
    Symptom symptom = symptomOrUnproven(rule);
    return symptom == null ? null : symptom.changed();
  }

  /** Whether the change that another rule tried takes away what was found. */
  boolean isTakenAway(Rule found, Rule cause) {
    Evidence without = changed(cause);
    return without != null && isClean(found, without);
  }

  /** Whether a rule finds nothing in a job, by what it measures. */
  static boolean isClean(Rule rule, Evidence job) {
    return rule.examine(job) instanceof Outcome.Clean clean && clean.measured() < clean.threshold();
  }

  /** Whether the change of a rule suffices by itself. */
  boolean isEnough(Rule rule) {
    return byRule.get(rule) instanceof Symptom symptom
        && symptom.severity() != Severity.INFO
        && symptom.suffices();
  }

  <T extends Outcome> Map<Rule, T> of(Class<T> kind) {
    Map<Rule, T> all = new EnumMap<>(Rule.class);
    byRule.forEach(
        (rule, outcome) -> {
          if (kind.isInstance(outcome)) {
            all.put(rule, kind.cast(outcome));
          }
        });
    return all;
  }

  /** All trials by their titles, in causal order. */
  Map<String, Trial> tried() {
    Map<String, Trial> all = new LinkedHashMap<>();
    for (Rule rule : byRule.keySet()) {
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
