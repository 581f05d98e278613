package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.wording.Figures;

/**
 * Too few units for the task: a larger network, trained likewise, is much better on samples held
 * back.
 */
public final class Underpowered implements Examination {

  /** Share of the changed job's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.3;

  /** Fit from which a network is not too small, even if a larger one may be better. */
  private static final double HALF = 0.75;

  /** Fit up to which a network has learnt nothing. */
  private static final double NOTHING = 0.02;

  private static final int WIDER = 8;

  /** Units in each of two layers of ReLU, which can fit sharper bends than other activations. */
  private static final int UNITS = 64;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    Outcome settled = Outcome.beforeTrials(evidence, IMPROVEMENT);
    if (settled != null) {
      return settled;
    }
    boolean rests =
        evidence.trials().goingOn(TooFewEpochs.LONGER).isMade()
            && !TooFewEpochs.endsEarly(evidence);
    if (evidence.history().fallAtEnd() >= TooFewEpochs.FALLING && !rests) {
      return Outcome.beyond(0, IMPROVEMENT, "The loss is still falling.");
    }
    double fit = evidence.fit().best();
    boolean hasHidden = evidence.depth() > 1;
    if (fit >= HALF || hasHidden && !(fit > NOTHING)) {
      return Outcome.beyond(
          0,
          IMPROVEMENT,
          fit >= HALF
              ? "The network has learnt the greater part."
              : "A network that is too small learns a part; this one learns nothing.");
    }
    if (TooFewEpochs.onPlateau(evidence) != null) {
      return Outcome.beyond(0, IMPROVEMENT, "A much longer run gets there with as many units.");
    }
    NetworkSpec larger = Variations.larger(evidence.network(), WIDER);
    NetworkSpec rectifiers = Variations.rectifiers(evidence.network(), UNITS);
    Trial trial = trial(evidence, larger);
    Trial other = trial(evidence, rectifiers);
    if (!trial.isMade() || other.improvement() > trial.improvement()) {
      trial = other;
      larger = rectifiers;
      if (hasHidden && !isBetterThanRectified(evidence, trial)) {
        return Outcome.beyond(
            trial.improvement(),
            IMPROVEMENT,
            "With relu and usual weights, its own units do about as well as more.");
      }
    }
    double improvement = trial.improvement();
    if (!(improvement >= IMPROVEMENT)) {
      return Outcome.without(trial, IMPROVEMENT);
    }
    return Symptom.of(
            Severity.WARNING,
            improvement,
            IMPROVEMENT,
            ("The run has settled. On %s, this network reaches a fit of %s and"
                    + " a larger one, with up to %s times the units, trained the same way, %s after %s epochs: there are too few"
                    + " units for the task.")
                .formatted(
                    trial.changed() == null ? "samples held back from both" : "its samples",
                    Figures.fit(trial.here()),
                    WIDER,
                    Figures.fit(trial.there()),
                    trial.epochs()))
        .with("parameterCount", evidence.network().parameterCount())
        .with("fitOnOthers", trial.here())
        .with("fitOfLargerOnOthers", trial.there())
        .with("fitOfReference", evidence.attainable().best())
        .curedBy(
            evidence, Cure.layers(hasHidden ? "more units" : "hidden layers", evidence, larger));
  }

  /** Whether it is their number that makes rectifiers with usual weights better. */
  private static boolean isBetterThanRectified(Evidence evidence, Trial larger) {
    NetworkSpec likewise =
        Variations.wellStarted(
            Variations.hidden(evidence.network(), layer -> layer.withActivation(Elementwise.RELU)));
    double its = trial(evidence, likewise).there();
    return Trial.improvement(its, larger.there(), Double.POSITIVE_INFINITY) >= IMPROVEMENT;
  }

  /** A trial on samples held back; without hidden layers, on all if they are too few. */
  private static Trial trial(Evidence evidence, NetworkSpec network) {
    Trial onOthers = evidence.trials().onOthers(evidence.change(network));
    return onOthers.untried() == NotTried.NEEDS_DATA && evidence.depth() == 1
        ? evidence.trials().of(evidence.change(network))
        : onOthers;
  }
}
