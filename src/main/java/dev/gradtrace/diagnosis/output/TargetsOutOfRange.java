package dev.gradtrace.diagnosis.output;

import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** Targets so large that a network with usual initial weights takes long to reach them. */
public final class TargetsOutOfRange implements Examination {

  /**
   * Magnitude of targets from which they are large; outputs with usual weights and inputs are about
   * 1.
   */
  private static final double LARGE = 10;

  /** Share of the targets' range that may lie outside the range of the output. */
  private static final double BEYOND = 0.01;

  /** Share of the fit with scaled targets that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.05;

  @Override
  public Outcome of(Evidence evidence) {
    DataSummary data = evidence.data();
    double size = data.targets().stream().mapToDouble(DataSummary::size).max().orElse(0);
    double beyond = reach(evidence).shareBeyond(data);
    if (beyond > BEYOND) {
      return cured(symptom(evidence, Severity.ERROR, size, 0).asFact(), evidence);
    }
    if (data.isClassification() || size <= LARGE || !evidence.hasHistory()) {
      return data.isClassification()
          ? new Outcome.NotApplicable("targets are classes")
          : Outcome.silent(size, LARGE, "No epoch is over yet.");
    }
    Symptom symptom = cured(symptom(evidence, Severity.WARNING, size, LARGE), evidence);
    Trial trial = symptom.trial();
    if (trial == null) {
      return evidence.isStruggling() ? symptom : Outcome.untried(NotTried.BUDGET);
    }
    double missed = trial.improvement(evidence.attainable().best());
    return missed > IMPROVEMENT && trial.here() < 0.95
        ? symptom.with("missedShare", missed).unlessExplained()
        : symptom.unlessItHelps("With scaled targets", trial);
  }

  /** The symptom with trials of scaled targets, if the cost is defined for them. */
  private static Symptom cured(Symptom symptom, Evidence evidence) {
    return evidence.cost().wantsDistributions() || evidence.data().isClassification()
        ? symptom
        : symptom.curedBy(evidence, Cure.scaledTargets(evidence, scaling(evidence)));
  }

  /** The scaling of targets: into [0, 1] if output or cost require it. */
  private static Scaling scaling(Evidence evidence) {
    boolean bounded = Double.isFinite(reach(evidence).low());
    return bounded || evidence.cost().wantsProbabilities() ? Scaling.MIN_MAX : Scaling.STANDARD;
  }

  private static OutputActivationMismatch.Range reach(Evidence evidence) {
    return OutputActivationMismatch.Range.of(evidence.output().activation());
  }

  private static Symptom symptom(
      Evidence evidence, Severity severity, double size, double threshold) {
    return Symptom.of(
            severity,
            size,
            threshold,
            ("The targets are about %s in size (%s to %s); what a network of usual weights answers is"
                    + " about 1. Errors, and with them gradients and the loss, are as large as the"
                    + " targets, and weights must travel far before the output comes near. Scale the"
                    + " targets for the training, and the answers back afterwards.")
                .formatted(
                    Figures.number(size),
                    Figures.number(evidence.data().smallestTarget()),
                    Figures.number(evidence.data().largestTarget())))
        .at(List.of(evidence.depth()))
        .with("smallestTarget", evidence.data().smallestTarget())
        .with("largestTarget", evidence.data().largestTarget());
  }
}
