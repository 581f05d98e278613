package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Examination.Outcome;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.learning.TooFewEpochs;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of every rule for a run, and the verdict.
 *
 * @param findings in causal order: a cause before what it explains
 * @param clean rules that were applied and found nothing
 * @param notChecked rules whose trial was not made
 * @param notApplicable rules that do not apply to the run
 * @param attainment result of the run compared with the attainable one; null if unknown
 * @param undecidedBecause reasons for the lack of a verdict; empty unless undecided
 */
public record Diagnosis(
    Verdict verdict,
    List<Finding> findings,
    Map<Rule, Outcome.Clean> clean,
    Map<Rule, Outcome.NotChecked> notChecked,
    Map<Rule, Outcome.NotApplicable> notApplicable,
    @Nullable Attainment attainment,
    List<Doubt> undecidedBecause) {

  /**
   * A fault of a run.
   *
   * @param causedBy rule of the finding that explains this one, whose severity is then INFO; null
   *     for a root cause
   * @param pair the two faults of which this is one, if they are only mended together; else null
   */
  public record Finding(Rule rule, @Nullable Rule causedBy, Symptom symptom, @Nullable Pair pair) {

    public Finding(Rule rule, @Nullable Rule causedBy, Symptom symptom) {
      this(rule, causedBy, symptom, null);
    }

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

  /**
   * A reason why there is no verdict.
   *
   * @param tried what was done to find the cause
   * @param result the result
   * @param wouldDecide what would decide it
   */
  public record Doubt(String tried, String result, String wouldDecide) {}

  public Diagnosis {
    findings = List.copyOf(findings);
    clean = inCausalOrder(clean);
    notChecked = inCausalOrder(notChecked);
    notApplicable = inCausalOrder(notApplicable);
    undecidedBecause = List.copyOf(undecidedBecause);
  }

  private static <T> Map<Rule, T> inCausalOrder(Map<Rule, T> outcomes) {
    Map<Rule, T> copy = new EnumMap<>(Rule.class);
    copy.putAll(outcomes);
    return Collections.unmodifiableMap(copy);
  }

  /** The findings of all rules, without the verdict and the trials it needs. */
  public static List<Finding> findings(Evidence evidence) {
    return Inquiry.of(evidence).findings();
  }

  /** Applies all rules, and determines the root causes of their findings. */
  public static Diagnosis of(Evidence evidence) {
    Inquiry inquiry = Inquiry.of(evidence);
    List<Finding> findings = inquiry.findings();
    Outcomes outcomes = inquiry.outcomes();
    Verdict verdict = verdict(evidence, findings);
    return new Diagnosis(
        verdict,
        findings,
        outcomes.of(Outcome.Clean.class),
        outcomes.of(Outcome.NotChecked.class),
        outcomes.of(Outcome.NotApplicable.class),
        evidence.isTrainedElsewhere() ? null : Attainment.of(evidence),
        verdict == Verdict.UNDECIDED ? Doubts.of(evidence, outcomes) : List.of());
  }

  private static Verdict verdict(Evidence evidence, List<Finding> findings) {
    if (findings.stream().anyMatch(Finding::isAccusation)) {
      return Verdict.FAULTY;
    }
    return !evidence.isTrainedElsewhere()
            && evidence.attains()
            && evidence.trials().goingOn(TooFewEpochs.LONGER).isMade()
        ? Verdict.HEALTHY
        : Verdict.UNDECIDED;
  }

  /** Whether the data show nothing to learn, so that to fit them is no success. */
  public boolean showsNothing() {
    return attainment != null && attainment.isOfChance();
  }

  /** Whether the run was shown to learn what can be learnt, without faults. */
  public boolean isHealthy() {
    return verdict == Verdict.HEALTHY;
  }
}
