package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.Examination.Outcome;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every rule says of a run.
 *
 * @param findings in causal order: a cause before what it explains
 * @param clean the rules that looked and found nothing
 * @param notApplicable the rules that had nothing to look at
 */
public record Diagnosis(
    List<Finding> findings,
    Map<Rule, Outcome.Clean> clean,
    Map<Rule, Outcome.NotApplicable> notApplicable) {

  /**
   * Something that is wrong with a run.
   *
   * @param causedBy the finding that explains this one, which is then no more than information;
   *     null for a root cause
   */
  public record Finding(Rule rule, @Nullable Rule causedBy, Symptom symptom) {

    public Severity severity() {
      return causedBy == null ? symptom.severity() : Severity.INFO;
    }

    /**
     * Whether this is more than information: no other finding explains it, and it harms the run.
     */
    public boolean isAccusation() {
      return severity() != Severity.INFO;
    }
  }

  public Diagnosis {
    findings = List.copyOf(findings);
    clean = inCausalOrder(clean);
    notApplicable = inCausalOrder(notApplicable);
  }

  private static <T> Map<Rule, T> inCausalOrder(Map<Rule, T> outcomes) {
    Map<Rule, T> copy = new EnumMap<>(Rule.class);
    copy.putAll(outcomes);
    return Collections.unmodifiableMap(copy);
  }

  /** Asks every rule, causes first. */
  public static Diagnosis of(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    Map<Rule, Outcome.Clean> clean = new EnumMap<>(Rule.class);
    Map<Rule, Outcome.NotApplicable> notApplicable = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      Rule cause = cause(rule, findings);
      Outcome outcome =
          cause != null && rule.needsTrial()
              ? new Outcome.NotApplicable(cause.label() + " explains what it would look for")
              : rule.examine(evidence);
      if (outcome instanceof Symptom symptom) {
        findings.add(new Finding(rule, cause, symptom));
      } else if (outcome instanceof Outcome.Clean nothing) {
        clean.put(rule, nothing);
      } else if (outcome instanceof Outcome.NotApplicable mute) {
        notApplicable.put(rule, mute);
      } else {
        throw new AssertionError(outcome);
      }
    }
    return new Diagnosis(findings, clean, notApplicable);
  }

  /** The finding that explains what a rule may find; null if none does. */
  private static @Nullable Rule cause(Rule rule, List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isAccusation)
        .map(Finding::rule)
        .filter(rule.causes()::contains)
        .findFirst()
        .orElse(null);
  }

  /** Whether nothing is wrong. */
  public boolean isHealthy() {
    return findings.stream().noneMatch(Finding::isAccusation);
  }
}
