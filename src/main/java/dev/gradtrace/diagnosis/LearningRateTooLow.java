package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.training.TrainingSpec;

/** The loss creeps; with longer steps the same job does far better in the same time. */
final class LearningRateTooLow implements Examination {

  /** Share of the changed run's fit that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  /** A run that has come so far and settles has had steps that were long enough. */
  private static final double HALF = 0.5;

  private static final double[] FACTORS = {10, 100};

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.isWhole() || evidence.history().length() == 0) {
      return new Outcome.NotApplicable("the run is not over");
    }
    double fit = evidence.fit().ofLoss();
    boolean settled = fit > HALF && evidence.history().fallAtEnd() < TooFewEpochs.FALLING;
    if (settled || !evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    ShortRuns.AtRate other = evidence.shortRuns().atBestRate(FACTORS);
    double improvement = other == null ? Double.NaN : other.trial().improvement();
    if (other == null || improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    ShortRuns.Comparison best = other.trial();
    return Symptom.of(
            Severity.WARNING,
            improvement,
            IMPROVEMENT,
            ("With %s times the learning rate the same job reaches a fit of %s after %s epochs,"
                    + " where it now has %s. The steps are too short for the way there is to go.")
                .formatted(
                    Wording.number(other.factor()),
                    Wording.number(best.there()),
                    best.epochs(),
                    Wording.number(best.here())))
        .with("learningRate", evidence.spec().optimizer().learningRate())
        .with("fit", best.here())
        .with("fitAtHigherRate", best.there())
        .curedBy(remedy(evidence, other.factor()));
  }

  /**
   * The recommended rate, if it is higher and does better too, else the multiple that does best.
   */
  private static Remedy remedy(Evidence evidence, double factor) {
    TrainingSpec spec = evidence.spec();
    Double rate = evidence.recommendedRate().rate();
    if (rate != null && rate > spec.optimizer().learningRate()) {
      ShortRuns.Comparison trial = evidence.shortRuns().atRate(rate);
      if (trial != null && trial.improvement() >= IMPROVEMENT) {
        return Remedy.recommendedRate(spec, rate);
      }
    }
    return Remedy.rate(spec, factor);
  }
}
