package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.network.Parameters;

/** The run ended while the loss was still clearly falling. */
final class TooFewEpochs implements Examination {

  /** Share of the changed run's fit that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.15;

  /** The run goes on for so many times its length. */
  private static final int LONGER = 4;

  /** Share of the loss that the last quarter of the run takes away while it clearly falls. */
  static final double FALLING = 0.1;

  /** Share of the loss of the best constant answer up to which a run counts as finished. */
  private static final double LEFT = 0.2;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    Parameters last = evidence.parameters();
    if (!evidence.isWhole() || evidence.history().length() == 0 || last == null) {
      return new Outcome.NotApplicable("the run is not over");
    }
    double fall = evidence.history().fallAtEnd();
    boolean unfinished = evidence.isStruggling() || 1 - evidence.fit().ofLoss() > LEFT;
    if (fall < FALLING || !unfinished) {
      return new Outcome.Clean(fall, FALLING);
    }
    ShortRuns.Comparison further =
        evidence
            .shortRuns()
            .goingOn(
                evidence.spec().withParameters(last).withEpochs(LONGER * evidence.spec().epochs()));
    double improvement = further == null ? fall : further.improvement();
    if (improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    double fit = evidence.fit().best();
    return Symptom.of(
            Severity.WARNING,
            improvement,
            IMPROVEMENT,
            ("The run ended at a fit of %s while the loss was still falling: %s. It has not failed, it"
                    + " has stopped too early.")
                .formatted(
                    Wording.number(fit),
                    further == null
                        ? "the last quarter of it took away %s of the loss"
                            .formatted(Wording.percent(improvement))
                        : "after %s more epochs the fit is %s"
                            .formatted(further.epochs(), Wording.number(further.there()))))
        .with("fit", fit)
        .with("fitLater", further == null ? Double.NaN : further.there())
        .curedBy(Remedy.epochs(evidence.spec(), LONGER + 1));
  }
}
