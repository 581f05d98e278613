package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Examination.Outcome;
import dev.gradtrace.diagnosis.evidence.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has found, whatever its cause.
 *
 * @param layers where, 1…L; empty if it is not about layers
 * @param firstStep the first recorded step that shows it; null if it is not about steps
 * @param measured the number that decided
 * @param threshold what it was compared with
 * @param evidence further numbers, by name
 * @param explanation for a student
 */
public record Symptom(
    Severity severity,
    List<Integer> layers,
    @Nullable Long firstStep,
    double measured,
    double threshold,
    Map<String, Object> evidence,
    String explanation,
    List<Remedy> remedies)
    implements Outcome {

  public Symptom {
    layers = List.copyOf(layers);
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    remedies = List.copyOf(remedies);
  }

  static Symptom of(Severity severity, double measured, double threshold, String explanation) {
    return new Symptom(
        severity, List.of(), null, measured, threshold, Map.of(), explanation, List.of());
  }

  Symptom at(List<Integer> where) {
    return new Symptom(
        severity, where, firstStep, measured, threshold, evidence, explanation, remedies);
  }

  Symptom since(@Nullable Long step) {
    return new Symptom(
        severity, layers, step, measured, threshold, evidence, explanation, remedies);
  }

  /** With a further sentence. */
  Symptom saying(String sentence) {
    return new Symptom(
        severity,
        layers,
        firstStep,
        measured,
        threshold,
        evidence,
        explanation + " " + sentence,
        remedies);
  }

  Symptom with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(evidence);
    more.put(name, value);
    return new Symptom(
        severity, layers, firstStep, measured, threshold, more, explanation, remedies);
  }

  Symptom curedBy(Remedy... cures) {
    List<Remedy> more = new ArrayList<>(remedies);
    more.addAll(Arrays.asList(cures));
    return new Symptom(
        severity, layers, firstStep, measured, threshold, evidence, explanation, more);
  }
}
