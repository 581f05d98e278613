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

/**
 * Targets so large, or varying so little, that a network with usual initial weights takes long to
 * reach them; or so different in size that only the largest are learnt.
 */
public final class TargetsOutOfRange implements Examination {

  /**
   * Factor by which targets may be larger than 1, or vary less than by 1, or less than another one;
   * outputs with usual weights and inputs are about 1.
   */
  private static final double LARGE = Evidence.MUCH_WIDER;

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
    if (data.isClassification()) {
      return new Outcome.NotApplicable("targets are classes");
    }
    double off = Math.max(size, evidence.cost().isSquaredError() ? unlike(data) : 0);
    if (off <= LARGE || !evidence.hasHistory()) {
      return Outcome.silent(off, LARGE, "No epoch is over yet.");
    }
    Symptom symptom = cured(symptom(evidence, Severity.WARNING, off, LARGE), evidence);
    Trial trial = symptom.trial();
    if (trial == null) {
      return evidence.isStruggling() ? symptom : Outcome.untried(NotTried.BUDGET);
    }
    double missed = trial.improvement(evidence.attainable().best());
    return missed > IMPROVEMENT && trial.here() < 0.95 && symptom.helps()
        ? symptom.with("missedShare", missed).unlessExplained()
        : symptom.unlessItHelps("With scaled targets", trial);
  }

  /** The larger of the factors by which targets vary less than by 1, and less than another one. */
  private static double unlike(DataSummary data) {
    double widest = data.widestTarget();
    return Math.max(widest > 0 ? 1 / widest : 0, data.ratioOfTargets());
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
      Evidence evidence, Severity severity, double measured, double threshold) {
    DataSummary data = evidence.data();
    return Symptom.of(
            severity,
            measured,
            threshold,
            explanation(data, measured, threshold)
                + " Scale the targets for the training, and the answers back afterwards.")
        .at(List.of(evidence.depth()))
        .with("smallestTarget", data.smallestTarget())
        .with("largestTarget", data.largestTarget())
        .with("widestSpread", data.widestTarget())
        .with("ratioOfSpreads", data.ratioOfTargets());
  }

  private static String explanation(DataSummary data, double measured, double threshold) {
    if (threshold > 0 && data.ratioOfTargets() > threshold) {
      return ("One target varies %s times as much as another. Their squared errors are added up, so"
              + " that the loss and its gradient are those of the former, and the latter is hardly"
              + " learnt.")
          .formatted(Figures.number(data.ratioOfTargets()));
    }
    String range =
        "(%s to %s)"
            .formatted(Figures.number(data.smallestTarget()), Figures.number(data.largestTarget()));
    return measured == 1 / data.widestTarget()
        ? ("The targets vary by about %s %s; what a network of usual weights answers varies by about"
                + " 1. Steps that bring such answers near are far too long for the differences"
                + " between the targets, and a constant answer already has a tiny loss.")
            .formatted(Figures.number(data.widestTarget()), range)
        : ("The targets are about %s in size %s; what a network of usual weights answers is about 1."
                + " Errors, and with them gradients and the loss, are as large as the targets, and"
                + " weights must travel far before the output comes near.")
            .formatted(Figures.number(measured), range);
  }
}
