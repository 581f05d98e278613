package dev.gradtrace.diagnosis;

import dev.gradtrace.dataset.Split;
import dev.gradtrace.diagnosis.evidence.Change;
import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.evidence.Variations;
import java.util.List;

/** Numbers so large that a network of usual weights needs long to reach them. */
final class TargetsOutOfRange implements Examination {

  /** Outputs of a network of usual weights on usual inputs are about 1. */
  private static final double LARGE = 10;

  /** Share of the fit with standard targets that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.05;

  @Override
  public Outcome of(Evidence evidence) {
    DataSummary data = evidence.data();
    double size = data.targets().stream().mapToDouble(DataSummary::size).max().orElse(0);
    double beyond =
        OutputActivationMismatch.Range.of(evidence.output().activation()).shareBeyond(data);
    if (beyond > 0.01) {
      return symptom(evidence, Severity.ERROR, size, 0).asFact();
    }
    if (data.isClassification() || size <= LARGE || !evidence.hasHistory()) {
      return data.isClassification()
          ? new Outcome.NotApplicable("targets are classes")
          : new Outcome.Clean(size, LARGE);
    }
    Split scaled = Split.of(Variations.withStandardTargets(evidence.split().training()));
    Symptom symptom =
        symptom(evidence, Severity.WARNING, size, LARGE)
            .curedBy(
                evidence, new Cure(Remedy.scaledTargets(), new Change(evidence.spec(), scaled)));
    Trial trial = symptom.trial();
    if (trial == null) {
      return evidence.isStruggling() ? symptom : Outcome.untried(NotTried.BUDGET);
    }
    return trial.improvement() > IMPROVEMENT && trial.here() < 0.95
        ? symptom.with("missedShare", trial.improvement()).unlessExplained()
        : symptom.unlessItHelps(
            "With targets of mean 0 and variance 1 the job comes to a fit of %s, where it has %s."
                .formatted(Wording.fit(trial.there()), Wording.fit(trial.here())));
  }

  private static Symptom symptom(
      Evidence evidence, Severity severity, double size, double threshold) {
    return Symptom.of(
            severity,
            size,
            threshold,
            ("The targets are about %s in size (%s to %s); what a network of usual weights answers is"
                    + " about 1. Errors, and with them gradients and the loss, are as large as the"
                    + " targets, and weights must travel far before the output comes near. Bring"
                    + " the targets to mean 0 and variance 1, and the answers back afterwards.")
                .formatted(
                    Wording.number(size),
                    Wording.number(evidence.data().smallestTarget()),
                    Wording.number(evidence.data().largestTarget())))
        .at(List.of(evidence.depth()))
        .with("smallestTarget", evidence.data().smallestTarget())
        .with("largestTarget", evidence.data().largestTarget());
  }
}
