package dev.gradtrace.diagnosis.cases;

import dev.gradtrace.diagnosis.Diagnosis;
import dev.gradtrace.diagnosis.Diagnosis.Finding;
import dev.gradtrace.diagnosis.Rule;
import dev.gradtrace.diagnosis.evidence.Effort;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Observation;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A completed run and its diagnosis.
 *
 * @param trainingMilliseconds wall-clock time
 * @param diagnosisMilliseconds wall-clock time
 */
public record Answer(
    Observation run,
    Diagnosis diagnosis,
    double trainingMilliseconds,
    double diagnosisMilliseconds) {

  static Answer of(ReadyJob job, Observation run, double trainingMilliseconds) {
    long start = System.nanoTime();
    Effort effort = Effort.usual();
    Diagnosis diagnosis = Diagnosis.of(Evidence.of(job.spec(), job.data(), run, effort));
    double milliseconds = ReadyJob.millisecondsSince(start, System.nanoTime());
    return new Answer(run, diagnosis, trainingMilliseconds, milliseconds);
  }

  /** The rules that accuse the run. */
  public Set<Rule> said() {
    Set<Rule> rules = EnumSet.noneOf(Rule.class);
    diagnosis.findings().stream()
        .filter(Finding::isAccusation)
        .forEach(finding -> rules.add(finding.rule()));
    return rules;
  }

  /** The verdict as spelled in responses. */
  public String verdict() {
    return diagnosis.verdict().label();
  }

  /**
   * The accusing rules as spelled in responses; those in {@code spurious} marked with {@code !}.
   */
  public String rules(Set<Rule> spurious) {
    return said().stream()
        .map(rule -> (spurious.contains(rule) ? "!" : "") + rule.label())
        .collect(Collectors.joining(" "));
  }

  /** Prints the whole diagnosis, a line per rule. */
  public void explain(PrintStream out) {
    for (Finding finding : diagnosis.findings()) {
      out.printf(
          Locale.ROOT,
          "   %s %s%s %s against %s: %s%n",
          finding.rule().label(),
          finding.severity().label(),
          finding.causedBy() == null ? "" : " caused by " + finding.causedBy().label(),
          finding.symptom().measured(),
          finding.symptom().threshold(),
          finding.symptom().explanation());
    }
    out.println("   attainment " + diagnosis.attainment());
    out.println("   undecided because " + diagnosis.undecidedBecause());
    out.println("   clean " + diagnosis.clean());
    out.println("   not checked " + diagnosis.notChecked());
    out.println("   not applicable " + diagnosis.notApplicable());
  }

  /** First and last losses and accuracies of the run as text. */
  public String course() {
    var epochs = run.curve().epochs();
    if (epochs.isEmpty()) {
      return "no epoch";
    }
    var first = epochs.get(0);
    var last = epochs.get(epochs.size() - 1);
    return String.format(
        Locale.ROOT,
        "loss %.4g → %.4g, accuracy %.3f → %.3f",
        first.trainingLoss(),
        last.trainingLoss(),
        first.trainingAccuracy(),
        last.trainingAccuracy());
  }
}
