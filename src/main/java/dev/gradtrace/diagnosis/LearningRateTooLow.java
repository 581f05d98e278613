package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.diagnosis.evidence.Variations;
import org.jspecify.annotations.Nullable;

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
    ShortRuns.Comparison best = null;
    double factor = 1;
    for (double longer : FACTORS) {
      ShortRuns.@Nullable Comparison trial =
          evidence.shortRuns().of("rate*" + longer, Variations.rateTimes(longer, evidence.spec()));
      if (trial != null && (best == null || trial.improvement() > best.improvement())) {
        best = trial;
        factor = longer;
      }
    }
    if (best == null || best.improvement() < IMPROVEMENT) {
      return new Outcome.Clean(best == null ? Double.NaN : best.improvement(), IMPROVEMENT);
    }
    return Symptom.of(
            Severity.WARNING,
            best.improvement(),
            IMPROVEMENT,
            ("With %s times the learning rate the same job reaches a fit of %s after %s epochs, where"
                    + " it now has %s. The steps are too short for the way there is to go.")
                .formatted(
                    Wording.number(factor),
                    Wording.number(best.there()),
                    best.epochs(),
                    Wording.number(best.here())))
        .with("learningRate", evidence.spec().optimizer().learningRate())
        .with("fit", best.here())
        .with("fitAtHigherRate", best.there())
        .curedBy(Remedies.rate(evidence.spec(), factor));
  }
}
