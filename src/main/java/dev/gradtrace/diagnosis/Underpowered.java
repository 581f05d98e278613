package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.ShortRuns;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * Too few units for the task: a larger network, trained alike, fits samples held back much better.
 */
final class Underpowered implements Examination {

  /** Share of the changed run's fit that the run must miss, in (0, 1). */
  private static final double IMPROVEMENT = 0.3;

  /** Fit from which on a network is not too small, though a larger one may do better. */
  private static final double HALF = 0.5;

  private static final int WIDER = 8;

  /** Units of each of two layers of rectifiers, which bend more sharply than other units. */
  private static final int UNITS = 64;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.isWhole() || evidence.history().length() == 0) {
      return new Outcome.NotApplicable("the run is not over");
    }
    if (evidence.fit().best() >= HALF || !evidence.isStruggling()) {
      return new Outcome.Clean(0, IMPROVEMENT);
    }
    NetworkSpec larger = Variations.larger(evidence.network(), WIDER);
    ShortRuns.Comparison trial = trial(evidence, larger);
    NetworkSpec rectifiers = Variations.rectifiers(evidence.network(), UNITS);
    ShortRuns.Comparison other = trial(evidence, rectifiers);
    if (trial == null || other != null && other.improvement() > trial.improvement()) {
      trial = other;
      larger = rectifiers;
    }
    double improvement = trial == null ? 0 : trial.improvement();
    if (trial == null || improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    return Symptom.of(
            Severity.WARNING,
            improvement,
            IMPROVEMENT,
            ("The run has settled. On samples held back from both, this network reaches a fit of %s and"
                    + " a larger one, with up to %s times the units, trained the same way, %s after %s epochs: there are too few"
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
        .curedBy(Remedy.layers("more units", evidence.spec(), larger));
  }

  private static ShortRuns.@Nullable Comparison trial(Evidence evidence, NetworkSpec network) {
    return evidence.shortRuns().onOthers(evidence.spec(), evidence.spec().withNetwork(network));
  }
}
