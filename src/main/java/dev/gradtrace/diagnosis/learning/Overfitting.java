package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.wording.Figures;
import java.util.List;
import java.util.stream.Stream;

/** The training loss falls while the validation loss rises, or stays far above it. */
public final class Overfitting implements Examination {

  /** Difference of the two losses, relative to the loss of the best constant answer. */
  private static final double GAP = 0.4;

  /**
   * Training loss, relative to that of the best constant answer, up to which the training samples
   * were learnt.
   */
  private static final double LEARNT = 0.5;

  /** Times the penalty that is tried first. */
  private static final double STRONGER = 10;

  @Override
  public Outcome of(Evidence evidence) {
    List<EpochEnd> epochs = evidence.history().epochs();
    if (evidence.history().length() < 2
        || Double.isNaN(evidence.history().last().validationLoss())) {
      return new Outcome.NotApplicable("nothing was held back to judge by");
    }
    double scale = evidence.data().constantLoss(evidence.cost());
    EpochEnd last = evidence.history().last();
    double gap = (last.validationLoss() - last.trainingLoss()) / scale;
    double best = epochs.stream().mapToDouble(EpochEnd::validationLoss).min().orElseThrow();
    double rise = (last.validationLoss() - best) / scale;
    boolean memorised = gap >= GAP && (rise >= GAP / 2 || last.validationLoss() > 0.8 * scale);
    boolean learnt = last.trainingLoss() < LEARNT * scale;
    if (!memorised || !learnt || !(last.trainingLoss() < last.validationLoss() / 2)) {
      return gap < GAP
          ? new Outcome.Clean(gap, GAP)
          : Outcome.beyond(
              gap,
              GAP,
              learnt
                  ? "The loss on other samples has not risen far above its least."
                  : "The network has not learnt the samples either that it was shown.");
    }
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                gap,
                GAP,
                ("On the samples it learns from the network has a loss of %s, on others %s; the smallest it"
                        + " had there was %s. It learns the samples by heart instead of what they have in"
                        + " common: more data, fewer parameters, a penalty, or stopping in time help.")
                    .formatted(
                        Figures.number(last.trainingLoss()),
                        Figures.number(last.validationLoss()),
                        Figures.number(best)))
            .with("trainingLoss", last.trainingLoss())
            .with("validationLoss", last.validationLoss())
            .with("smallestValidationLoss", best)
            .with(
                "parametersPerSample",
                evidence.network().parameterCount() / (double) evidence.data().samples())
            .asFact();
    return symptom.curedBy(tried(evidence));
  }

  /** The job with each change, judged by the samples that it is accused by. */
  private static List<Tried> tried(Evidence evidence) {
    double penalty = Math.max(10 * evidence.spec().l2(), 0.01 * evidence.data().samples());
    return Stream.of(
            Cure.earlyStopping(evidence),
            Cure.penalty(evidence, penalty),
            Cure.penalty(evidence, STRONGER * penalty))
        .filter(cure -> !cure.isThere(evidence))
        .map(cure -> new Tried(cure.remedy(), evidence.trials().onValidation(cure.change())))
        .toList();
  }
}
