package dev.gradtrace.diagnosis;

import dev.gradtrace.network.Parameters;

/** The run ended while the loss was still clearly falling. */
final class TooFewEpochs implements Examination {

  private static final double IMPROVEMENT = 0.15;

  /** The run goes on for so many times its length. */
  private static final int LONGER = 4;

  /** Share of the run at its end over which the fall is measured. */
  private static final double END = 0.25;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    Parameters last = evidence.parameters();
    if (!evidence.isWhole() || evidence.course().length() == 0 || last == null) {
      return new Outcome.NotApplicable("the run is not over");
    }
    if (!evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    Trials.Comparison further =
        evidence
            .trials()
            .goingOn(evidence.spec().startingFrom(last).lasting(LONGER * evidence.spec().epochs()));
    double improvement = further == null ? fallAtEnd(evidence) : further.improvement();
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
                        : "after %d more epochs the fit is %s"
                            .formatted(further.epochs(), Wording.number(further.there()))))
        .with("fit", fit)
        .with("fitLater", further == null ? Double.NaN : further.there())
        .curedBy(Remedies.epochs(evidence.spec(), LONGER + 1));
  }

  /** Share of the loss that the end of the run took away. */
  private static double fallAtEnd(Evidence evidence) {
    double[] losses = evidence.course().losses();
    int last = losses.length - 1;
    double before = losses[last - (int) Math.max(1, Math.round(END * last))];
    return before > 0 ? (before - losses[last]) / before : 0;
  }
}
