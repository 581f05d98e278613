package dev.gradtrace.diagnosis;

import dev.gradtrace.network.NetworkSpec;

/** Trained long and well, and still too small for the task. */
final class Underpowered implements Examination {

  private static final double IMPROVEMENT = 0.15;
  private static final int WIDER = 8;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.isWhole() || evidence.course().length() == 0) {
      return new Outcome.NotApplicable("the run is not over");
    }
    if (!evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    NetworkSpec larger = Variations.larger(evidence.network(), WIDER);
    Trials.Comparison trial =
        evidence.trials().onOthers(evidence.spec(), evidence.spec().of(larger));
    double improvement = trial == null ? 0 : trial.improvement();
    if (trial == null || improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    return Symptom.of(
            Severity.WARNING,
            improvement,
            IMPROVEMENT,
            ("The run has settled. On samples held back from both, this network reaches a fit of %s and"
                    + " one %d times as wide, trained the same way, %s after %d epochs: there are too few"
                    + " units for the task.")
                .formatted(
                    Wording.number(trial.here()),
                    WIDER,
                    Wording.number(trial.there()),
                    trial.epochs()))
        .with("parameterCount", evidence.network().parameterCount())
        .with("fitOnOthers", trial.here())
        .with("fitOfLargerOnOthers", trial.there())
        .with("fitOfReference", evidence.attainable().network())
        .curedBy(Remedies.layers("more units", evidence.spec(), larger));
  }
}
