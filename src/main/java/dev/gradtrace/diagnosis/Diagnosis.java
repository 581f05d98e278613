package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every rule says of a run.
 *
 * @param findings in causal order: a cause before what it explains
 * @param clean the rules that looked and found nothing
 * @param notApplicable the rules that had nothing to look at
 */
public record Diagnosis(
    List<Finding> findings, List<Clean> clean, List<NotApplicable> notApplicable) {

  /** A rule that found nothing. */
  public record Clean(Rule rule, double measured, double threshold) {}

  /** A rule that had nothing to look at. */
  public record NotApplicable(Rule rule, String reason) {}

  public Diagnosis {
    findings = List.copyOf(findings);
    clean = List.copyOf(clean);
    notApplicable = List.copyOf(notApplicable);
  }

  /** Asks every rule, causes first. */
  public static Diagnosis of(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    List<Clean> clean = new ArrayList<>();
    List<NotApplicable> notApplicable = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      Rule cause = cause(rule, findings);
      Outcome outcome =
          cause != null && rule.needsTrial()
              ? new Outcome.NotApplicable(cause.label() + " explains what it would look for")
              : rule.examine(evidence);
      if (outcome instanceof Symptom symptom) {
        findings.add(Finding.of(rule, symptom, cause));
      } else if (outcome instanceof Outcome.Clean nothing) {
        clean.add(new Clean(rule, nothing.measured(), nothing.threshold()));
      } else if (outcome instanceof Outcome.NotApplicable mute) {
        notApplicable.add(new NotApplicable(rule, mute.reason()));
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
