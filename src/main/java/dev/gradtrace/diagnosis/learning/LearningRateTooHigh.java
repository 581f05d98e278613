package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.RateLadder;
import dev.gradtrace.diagnosis.evidence.RateLadder.Rung;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Steepness;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;
import java.util.List;

/** Steps are so long that they overshoot the minimum; shorter ones reach it. */
public final class LearningRateTooHigh implements Examination {

  /** Share of the changed job's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  /** Number of powers of ten to try if the only sign is a poor fit. */
  private static final int FEW = 2;

  private static final int MANY = 12;

  /** Share of the epochs of the second half in which the loss of a stable run may rise. */
  private static final double UPWARD = 0.25;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.hasHistory()) {
      return new Outcome.NotApplicable("no epoch is over yet");
    }
    boolean falls =
        evidence.history().length() > 0
            && !evidence.history().isBroken()
            && evidence.fit().ofLoss() > 0
            && evidence.history().fallAtEnd() > TooFewEpochs.FALLING;
    if (!evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    if (falls) {
      return Outcome.beyond(0, IMPROVEMENT, "The loss falls steadily.");
    }
    if (!evidence.isWhole()) {
      return Outcome.untried(NotTried.RUN_NOT_OVER);
    }
    if (evidence.hasHardlyMoved()) {
      return Outcome.beyond(0, IMPROVEMENT, "The weights have hardly moved.");
    }
    boolean restless = isRestless(evidence);
    Rung other = RateLadder.down(evidence, restless ? MANY : FEW);
    if (other == null) {
      return new Outcome.NotApplicable("the rate is as low as rates are");
    }
    Trial trial = other.trial();
    if (!trial.isMade()) {
      return Outcome.without(trial, IMPROVEMENT);
    }
    Symptom symptom = symptom(evidence, other);
    if (!symptom.helps()) {
      return symptom.unlessItHelps("No lower rate does better.");
    }
    if (!restless && symptom.suffices() && OtherStarts.explain(other.rate(), evidence)) {
      return symptom.explainedBy(OtherStarts.REASON);
    }
    Steepness start = evidence.steepnessAtStart();
    Steepness end = evidence.steepnessAtEnd();
    symptom = start == null ? symptom : quoting(start, "start", symptom);
    return end == null ? symptom : quoting(end, "end", symptom);
  }

  /**
   * The symptom with η·λ, where λ is the largest eigenvalue of the Hessian, and its bound of
   * stability.
   */
  private static Symptom quoting(Steepness steepness, String where, Symptom symptom) {
    Symptom quoted =
        symptom
            .with(where + "RateTimesSharpness", steepness.rateTimesSharpness())
            .with(where + "SharpnessSamples", steepness.curvature().samples())
            .with("stableBelow", steepness.stableBelow());
    return steepness.isBeyondStable()
        ? quoted.saying(
            "At the %s of the run η·λ is %s, λ the largest eigenvalue of the Hessian on %s samples; descent along its direction is stable below %s."
                .formatted(
                    where,
                    Figures.number(steepness.rateTimesSharpness()),
                    steepness.curvature().samples(),
                    Figures.number(steepness.stableBelow())))
        : quoted;
  }

  /** Whether the loss ended above its start, broke off, or oscillates. */
  private static boolean isRestless(Evidence evidence) {
    LossHistory history = evidence.history();
    if (history.isBroken() || history.length() == 0 || evidence.fit().ofLoss() < 0) {
      return true;
    }
    double[] losses = history.losses();
    int upward = 0;
    for (int i = (losses.length + 1) / 2; i < losses.length; i++) {
      upward += losses[i] > losses[i - 1] ? 1 : 0;
    }
    return upward > UPWARD * losses.length / 2;
  }

  private static Symptom symptom(Evidence evidence, Rung other) {
    Trial trial = other.trial();
    double given = evidence.learningRate();
    return Symptom.of(
            Severity.ERROR,
            trial.improvement(),
            IMPROVEMENT,
            ("With a learning rate of %s instead of %s the same job reaches a fit of %s after %s"
                    + " epochs, where it now has %s. The gradient points downhill only nearby; a"
                    + " longer step lands on the other side, higher up, or drives units to where"
                    + " they no longer learn.")
                .formatted(
                    Figures.number(other.rate()),
                    Figures.number(given),
                    Figures.fit(trial.there()),
                    trial.epochs(),
                    Figures.fit(trial.here())))
        .with("learningRate", given)
        .with("fit", trial.here())
        .with("fitAtLowerRate", trial.there())
        .curedBy(List.of(new Symptom.Tried(Remedy.rate(evidence.spec(), other), trial)));
  }
}
