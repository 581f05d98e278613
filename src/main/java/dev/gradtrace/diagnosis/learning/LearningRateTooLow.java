package dev.gradtrace.diagnosis.learning;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.RateLadder;
import dev.gradtrace.diagnosis.evidence.RateLadder.Rung;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loss falls slowly; longer steps give a much better result in the same time. */
public final class LearningRateTooLow implements Examination {

  /** Share of the changed job's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.2;

  /** Fit from which a run that settles had long enough steps. */
  private static final double HALF = 0.5;

  /** Fit from which a run that has stopped improving had long enough steps. */
  private static final double SOME = 0.2;

  /**
   * Relative decrease of the loss over the last quarter up to which a run has stopped improving.
   */
  private static final double REST = 0.01;

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
    Symptom held = heldBack(evidence);
    if (held != null && (held.suffices() || held.helps() && hasSettled(evidence))) {
      return held;
    }
    Outcome ofRate = atHigherRate(evidence);
    return held == null || !held.helps() || ofRate instanceof Symptom better && better.helps()
        ? ofRate
        : held;
  }

  /**
   * The symptom of steps that are short because of a schedule or of clipping, if the job does
   * better without; null if it has neither, or that cannot be tried.
   */
  private static @Nullable Symptom heldBack(Evidence evidence) {
    List<Cure> cures = new ArrayList<>();
    if (evidence.spec().rule().isScheduled()) {
      cures.add(Cure.unscheduled(evidence));
    }
    if (!evidence.spec().rule().clipping().isNone()) {
      cures.add(Cure.unclipped(evidence));
    }
    return cures.stream()
        .map(cure -> new Symptom.Tried(cure.remedy(), evidence.trials().of(cure.change())))
        .filter(Symptom.Tried::isMade)
        .max(Comparator.comparingDouble(Symptom.Tried::fit))
        .map(best -> heldBack(evidence.learningRate(), best, requireNonNull(best.trial())))
        .orElse(null);
  }

  private static Symptom heldBack(double rate, Symptom.Tried longer, Trial trial) {
    return Symptom.of(
            Severity.WARNING,
            trial.improvement(),
            IMPROVEMENT,
            ("With %s the job reaches a fit of %s after %s epochs, where it now has %s. The steps are"
                    + " too short for the way there is to go, though not because of the learning rate"
                    + " %s itself.")
                .formatted(
                    longer.remedy().title(),
                    Figures.fit(trial.there()),
                    trial.epochs(),
                    Figures.fit(trial.here()),
                    Figures.number(rate)))
        .with("learningRate", rate)
        .with("fit", trial.here())
        .with("fitWithLongerSteps", trial.there())
        .curedBy(List.of(longer));
  }

  private static Outcome atHigherRate(Evidence evidence) {
    if (hasSettled(evidence)) {
      return Outcome.beyond(0, IMPROVEMENT, "The loss fell and has settled.");
    }
    Rung other = RateLadder.up(evidence);
    if (other == null) {
      return evidence.hasHardlyMoved()
          ? Outcome.beyond(
              0,
              IMPROVEMENT,
              "No rate up to %s makes steps that are long enough."
                  .formatted(Figures.number(RateLadder.MOST)))
          : new Outcome.NotApplicable("the rate is as high as rates are");
    }
    Trial trial = other.trial();
    if (!trial.isMade()) {
      return Outcome.without(trial, IMPROVEMENT);
    }
    double given = evidence.learningRate();
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                trial.improvement(),
                IMPROVEMENT,
                ("With a learning rate of %s%s it reaches a fit of %s after %s"
                        + " epochs, where it now has %s. The steps are too short for the way there is"
                        + " to go.")
                    .formatted(
                        Figures.number(other.rate()),
                        given > 0
                            ? ", %s times that of the job,"
                                .formatted(Figures.number(other.rate() / given))
                            : "",
                        Figures.fit(trial.there()),
                        trial.epochs(),
                        Figures.fit(trial.here())))
            .with("learningRate", given)
            .with("fit", trial.here())
            .with("fitAtHigherRate", trial.there())
            .curedBy(List.of(new Symptom.Tried(Remedy.rate(evidence.spec(), other), trial)));
    return !evidence.hasHardlyMoved()
            && symptom.suffices()
            && OtherStarts.explain(other.rate(), evidence)
        ? symptom.explainedBy(OtherStarts.REASON)
        : symptom.unlessItHelps("No higher rate does better.");
  }

  private static boolean hasSettled(Evidence evidence) {
    LossHistory history = evidence.history();
    double fit = evidence.fit().ofLoss();
    double fall = history.fallAtEnd();
    boolean rests =
        fit > HALF && fall < TooFewEpochs.FALLING || fit > SOME && Math.abs(fall) < REST;
    return rests && !evidence.hasHardlyMoved();
  }
}
