package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.diagnosis.evidence.Steepness;
import dev.gradtrace.training.TrainingSpec;

/** Steps so long that they jump over what they look for; shorter ones find it. */
final class LearningRateTooHigh implements Examination {

  /** Share of the changed run's fit that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  private static final double[] FACTORS = {0.1, 0.01};

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
    if (falls || !evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    ShortRuns.AtRate other = evidence.shortRuns().atBestRate(FACTORS);
    double improvement = other == null ? Double.NaN : other.trial().improvement();
    if (other == null || improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    Symptom symptom = symptom(evidence, other);
    Steepness start = evidence.steepnessAtStart();
    Steepness end = evidence.steepnessAtEnd();
    symptom = start == null ? symptom : quoting(start, "start", symptom);
    return end == null ? symptom : quoting(end, "end", symptom);
  }

  /** η·λ of the largest eigenvalue λ of the Hessian, and up to where descent is stable. */
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
                    Wording.number(steepness.rateTimesSharpness()),
                    steepness.curvature().samples(),
                    Wording.number(steepness.stableBelow())))
        : quoted;
  }

  private static Symptom symptom(Evidence evidence, ShortRuns.AtRate other) {
    ShortRuns.Comparison best = other.trial();
    return Symptom.of(
            Severity.ERROR,
            best.improvement(),
            IMPROVEMENT,
            ("With %s of the learning rate the same job reaches a fit of %s after %s epochs, where"
                    + " it now has %s. The gradient points downhill only nearby; a longer step lands"
                    + " on the other side, higher up, or drives units to where they no longer learn.")
                .formatted(
                    Wording.percent(other.factor()),
                    Wording.number(best.there()),
                    best.epochs(),
                    Wording.number(best.here())))
        .with("learningRate", evidence.spec().optimizer().learningRate())
        .with("fit", best.here())
        .with("fitAtLowerRate", best.there())
        .curedBy(remedy(evidence, other.factor()));
  }

  /** The recommended rate, if it is lower and does better too, else the multiple that does best. */
  private static Remedy remedy(Evidence evidence, double factor) {
    TrainingSpec spec = evidence.spec();
    Double rate = evidence.recommendedRate().rate();
    if (rate != null && rate < spec.optimizer().learningRate()) {
      ShortRuns.Comparison trial = evidence.shortRuns().atRate(rate);
      if (trial != null && trial.improvement() >= IMPROVEMENT) {
        return Remedy.recommendedRate(spec, rate);
      }
    }
    return Remedy.rate(spec, factor);
  }
}
