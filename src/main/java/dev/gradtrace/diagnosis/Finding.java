package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Severity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a run.
 *
 * @param causedBy the finding that explains this one, which is then no more than information; null
 *     for a root cause
 * @param layers where, 1…L; empty if it is not about layers
 * @param firstStep the first recorded step that shows it; null if it is not about steps
 * @param measured the number that decided
 * @param threshold what it was compared with
 * @param evidence further numbers, by name
 * @param explanation for a student
 */
public record Finding(
    Rule rule,
    Severity severity,
    @Nullable Rule causedBy,
    List<Integer> layers,
    @Nullable Long firstStep,
    double measured,
    double threshold,
    Map<String, Object> evidence,
    String explanation,
    List<Remedy> remedies) {

  static Finding of(Rule rule, Symptom symptom, @Nullable Rule causedBy) {
    return new Finding(
        rule,
        causedBy == null ? symptom.severity() : Severity.INFO,
        causedBy,
        symptom.layers(),
        symptom.firstStep(),
        symptom.measured(),
        symptom.threshold(),
        symptom.evidence(),
        symptom.explanation(),
        symptom.remedies());
  }

  /** Whether this is more than information: no other finding explains it, and it harms the run. */
  public boolean isAccusation() {
    return severity != Severity.INFO;
  }
}
