package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Remedy;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.training.TrainingSpec;
import dev.gradtrace.wording.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The run ended too early: continuing it gives a much better result. */
public final class TooFewEpochs implements Examination {

  /** Share of the longer run's fit that the run must lack, in (0, 1). */
  private static final double IMPROVEMENT = 0.15;

  /** Length of the continuation, in multiples of the run. */
  public static final int LONGER = 4;

  /** Longer continuations, for a plateau. */
  private static final int[] MUCH_LONGER = {16, 64};

  /** Attainable fit from which a long run that reaches it does not learn the samples by heart. */
  private static final double LEARNABLE = 0.8;

  /** Relative decrease of the loss over the last quarter from which it clearly falls. */
  static final double FALLING = 0.1;

  /** Loss, relative to that of the best constant answer, up to which a run counts as finished. */
  private static final double LEFT = 0.2;

  /** Fit up to which nothing was learnt. */
  private static final double SOMETHING = 0.05;

  /** Relative decrease from which even a good run stopped too early. */
  private static final double FAST = 0.2;

  /** Accuracy above which a smaller loss changes little. */
  private static final double RIGHT = 0.9;

  @Override
  public boolean needsTrial() {
    return true;
  }

  @Override
  public Outcome of(Evidence evidence) {
    if (evidence.data().hasConstantTargets() || evidence.data().samples() < 2) {
      return new Outcome.NotApplicable("there is one answer to learn");
    }
    Trial further = evidence.trials().goingOn(LONGER);
    if (!further.isMade()) {
      return further.untried() == NotTried.BUDGET && fallsFromAfar(evidence, FALLING)
          ? falling(evidence)
          : Outcome.without(further, IMPROVEMENT);
    }
    double improvement = improvement(evidence, further);
    if (improvement < IMPROVEMENT
        && further.samples() < evidence.data().samples()
        && fallsFromAfar(evidence, FAST)) {
      return falling(evidence);
    }
    if (improvement < IMPROVEMENT) {
      return new Outcome.Clean(improvement, IMPROVEMENT);
    }
    return symptom(evidence, LONGER);
  }

  /**
   * The symptom of a run that a much longer one leads off its plateau, to what can be attained;
   * null if none does.
   */
  public static @Nullable Symptom onPlateau(Evidence evidence) {
    if (evidence.isStoppedEarly() || evidence.attainable().best() < LEARNABLE) {
      return null;
    }
    return Arrays.stream(MUCH_LONGER)
        .filter(times -> evidence.trials().goingOn(times).suffices())
        .mapToObj(times -> symptom(evidence, times))
        .findFirst()
        .orElse(null);
  }

  private static Symptom symptom(Evidence evidence, int times) {
    Trial further = evidence.trials().goingOn(times);
    Evidence later = Objects.requireNonNull(further.changed());
    double fall = evidence.history().fallAtEnd();
    return Symptom.of(
            Severity.WARNING,
            improvement(evidence, further),
            IMPROVEMENT,
            ("%s at a fit of %s; after %s more epochs the fit is %s and the loss %s. %s It has"
                    + " not failed, it has stopped too early.")
                .formatted(
                    evidence.isStoppedEarly() ? "Early stopping ended the run" : "The run ended",
                    Figures.fit(further.here()),
                    further.epochs(),
                    Figures.fit(further.there()),
                    Figures.number(later.history().settledLoss()),
                    fall >= FALLING
                        ? "The loss was still falling."
                        : "The loss lay on a plateau, which is not the end."))
        .with("fit", further.here())
        .with("fitLater", further.there())
        .with("lossLater", later.history().settledLoss())
        .curedBy(
            List.of(
                new Symptom.Tried(
                    evidence.isStoppedEarly()
                        ? Remedy.unstopped()
                        : Remedy.epochs(evidence.spec(), times + 1),
                    further)));
  }

  /** Whether the run was shown to end too early, even if it has learnt what can be learnt. */
  public static boolean endsEarly(Evidence evidence) {
    Trial further = evidence.trials().goingOn(LONGER);
    return further.isMade() && improvement(evidence, further) >= IMPROVEMENT;
  }

  /**
   * Whether the network learns, much of the loss is left, and the loss was still clearly falling.
   */
  private static boolean fallsFromAfar(Evidence evidence, double fall) {
    double fit = evidence.fit().ofLoss();
    return fit > SOMETHING
        && 1 - fit > LEFT
        && evidence.history().fallAtEnd() >= fall
        && !evidence.showsNothing();
  }

  /** The symptom if continuing takes too much work. */
  private static Symptom falling(Evidence evidence) {
    double fall = evidence.history().fallAtEnd();
    return Symptom.of(
            Severity.WARNING,
            fall,
            FALLING,
            ("The run ended at a fit of %s while the loss was still falling: the last quarter of it took"
                    + " away %s. It has not failed, it has stopped too early.")
                .formatted(Figures.fit(evidence.fit().best()), Figures.percent(fall)))
        .with("fit", evidence.fit().best())
        .unlessExplained()
        .proposing(Remedy.epochs(evidence.spec(), LONGER + 1));
  }

  /**
   * Improvement of the fit, or of the loss alone if many answers are wrong; limited by what can be
   * attained, and by that on the validation samples if early stopping ended the run; on samples
   * held back if the data show nothing to learn.
   */
  private static double improvement(Evidence evidence, Trial further) {
    if (evidence.showsNothing()) {
      TrainingSpec longer = evidence.spec().withEpochs((LONGER + 1) * evidence.spec().epochs());
      Trial trial = evidence.trials().of(evidence.change(longer));
      return trial.isMade() ? trial.improvement() : 0;
    }
    boolean falls = evidence.history().fallAtEnd() >= (evidence.isStruggling() ? FALLING : FAST);
    double most = falls ? 1 : evidence.attainable().best();
    double before = evidence.fit().ofLoss();
    double after = further.changed() == null ? Double.NaN : further.changed().fit().ofLoss();
    boolean wrong = !(evidence.fit().ofAccuracy() >= RIGHT);
    double improvement =
        Math.max(further.improvement(most), wrong ? Trial.improvement(before, after, most) : 0);
    return improvement > 0 && evidence.isStoppedEarly() && evidence.split().validation() != null
        ? Math.min(improvement, onValidation(evidence))
        : improvement;
  }

  /** Improvement on the validation samples of a run that early stopping ended. */
  private static double onValidation(Evidence evidence) {
    TrainingSpec unstopped = evidence.spec().withEpochs(evidence.spec().epochs());
    Trial trial = evidence.trials().onValidation(evidence.change(unstopped));
    return trial.isMade() ? trial.improvement() : 0;
  }
}
