package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.data.ValidationDiffers;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Onset;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Trial;
import dev.gradtrace.diagnosis.evidence.Trial.NotTried;
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
   * were learnt; also the fit of accuracy from which they were.
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
    double scale = evidence.data().unweighted().constantLoss(evidence.cost());
    double here = evidence.unweightedLoss();
    double there = evidence.history().last().validationLoss();
    double gap = (there - here) / scale;
    if (Double.isNaN(gap)) {
      return Outcome.untried(NotTried.RUN_NOT_OVER);
    }
    double best = epochs.stream().skip(1).mapToDouble(EpochEnd::validationLoss).min().orElseThrow();
    double rise = (there - best) / scale;
    boolean learnt = here < LEARNT * scale || evidence.fit().ofAccuracy() >= LEARNT;
    boolean apart = here < there / 2 && (rise >= GAP / 2 || there > 0.8 * scale);
    if (gap < GAP) {
      return new Outcome.Clean(gap, GAP);
    }
    if (!learnt || !apart) {
      return Outcome.beyond(
          gap,
          GAP,
          learnt
              ? "The loss on other samples is not twice that on these, or near its least."
              : "The loss is not small on the samples either that the network learns from.");
    }
    if (ValidationDiffers.isShown(evidence)) {
      return Outcome.beyond(
          gap,
          GAP,
          "The network does well on samples that are held back from the training samples.");
    }
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                gap,
                GAP,
                ("On the samples it learns from the network has a loss of %s, on others %s; the smallest it"
                        + " had there after an epoch was %s. It learns the samples by heart instead of what they have in"
                        + " common; more data or fewer parameters leave less room for that.")
                    .formatted(Figures.number(here), Figures.number(there), Figures.number(best)))
            .since(
                evidence.spec().objective().classWeights() == null
                    ? Onset.ofEpochs(
                        evidence.history(),
                        end -> (end.validationLoss() - end.trainingLoss()) / scale >= GAP)
                    : null)
            .with("trainingLoss", here)
            .with("validationLoss", there)
            .with("smallestValidationLoss", best)
            .with(
                "parametersPerSample",
                evidence.network().parameterCount() / (double) evidence.data().samples())
            .asFact();
    return told(symptom.curedBy(tried(evidence)));
  }

  /** The same with what the trials say. */
  private static Symptom told(Symptom symptom) {
    Trial best = symptom.trial();
    return best == null
        ? symptom
        : symptom.saying(
            "On the validation samples, where the fit is %s, %s."
                .formatted(
                    Figures.fit(best.here()),
                    symptom.helps()
                        ? "the best of what was tried, %s, comes to %s"
                            .formatted(symptom.remedies().get(0).title(), Figures.fit(best.there()))
                        : "neither a penalty nor stopping in time has helped"));
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
