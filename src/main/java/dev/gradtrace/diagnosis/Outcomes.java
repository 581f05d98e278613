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

/** What the rules have found so far, in causal order. */
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

  /** Rules that have found more than information. */
  List<Rule> accused() {
    return byRule.entrySet().stream()
        .filter(
            outcome ->
                outcome.getValue() instanceof Symptom symptom
                    && symptom.severity() != Severity.INFO)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Of a rule that has found something. */
  Symptom symptom(Rule rule) {
    return (Symptom) Objects.requireNonNull(byRule.get(rule));
  }

  /** What a rule has found, or tried and not proven; null for neither. */
  @Nullable Symptom symptomOrUnproven(Rule rule) {
    Outcome outcome = byRule.get(rule);
    return outcome instanceof Symptom symptom
        ? symptom
        : outcome instanceof Outcome.Clean clean ? clean.unproven() : null;
  }

  /** How well the job fits with the best change that a rule has tried; -1 for none. */
  double fit(Rule rule) {
    Symptom symptom = symptomOrUnproven(rule);
    Trial trial = symptom == null ? null : symptom.trial();
    return trial == null ? -1 : trial.there();
  }

  /** The job with that change; null for none. */
  @Nullable Evidence changed(Rule rule) {
    Symptom symptom = symptomOrUnproven(rule);
    return symptom == null ? null : symptom.changed();
  }

  /** Whether what a rule has found is enough by itself. */
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

  /** What was tried, in words, in causal order. */
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
