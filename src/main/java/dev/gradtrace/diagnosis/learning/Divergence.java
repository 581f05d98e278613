package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Onset;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.wording.Figures;

/** The loss grew without bound, or is NaN. */
public final class Divergence implements Examination {

  /** Ratio of the final loss to those of the best constant answer and of the start. */
  private static final double GROWTH = 3;

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.hasHistory()) {
      return new Outcome.NotApplicable("no epoch is over yet");
    }
    LossHistory history = evidence.history();
    double before = Math.max(history.initialLoss(), evidence.data().constantLoss(evidence.cost()));
    double growth = history.isBroken() ? Double.POSITIVE_INFINITY : history.settledLoss() / before;
    if (!(growth > GROWTH)) {
      return new Outcome.Clean(growth, GROWTH);
    }
    Symptom symptom =
        Symptom.of(
                Severity.ERROR,
                growth,
                GROWTH,
                "The loss grew from %s to %s. Every step makes the error larger, and the next gradient with it."
                    .formatted(
                        Figures.number(history.initialLoss()),
                        Figures.number(history.isBroken() ? Double.NaN : history.settledLoss())))
            .since(
                history.isBroken()
                    ? history.brokenAt()
                    : Onset.ofEpochs(history, end -> end.trainingLoss() > GROWTH * before))
            .with("initialLoss", history.initialLoss())
            .with("smallestLoss", history.smallestLoss())
            .unlessExplained()
            .curedBy(evidence, Cure.rate(evidence, 0.1), Cure.clipping(evidence));
    return evidence.isStruggling() || symptom.helpsOrIsUntried()
        ? symptom
        : symptom.of(Severity.INFO);
  }
}
