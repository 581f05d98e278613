package dev.gradtrace.diagnosis.block;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Parts;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.evidence.Variations;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.PartCure;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.wording.Figures;

/** Dropout is so strong that the network cannot learn. */
public final class DropoutTooStrong implements Examination {

  /** Expected number of units left in the narrowest layer below which it is small. */
  private static final double FEW_LEFT = 8;

  private static final double GENTLER = 0.25;

  private static final int WIDER = 8;

  @Override
  public Outcome of(Evidence evidence) {
    NetworkSpec network = evidence.network();
    if (!network.hasDropout()) {
      return new Outcome.NotApplicable("nothing is masked");
    }
    double rate = Parts.dropout(network);
    if (!evidence.isStruggling() && !spoilsOthers(evidence)) {
      return new Outcome.Clean(rate, 1, clean(evidence), null);
    }
    MaskedAnswers answers = MaskedAnswers.of(evidence);
    Symptom symptom =
        Symptom.of(Severity.WARNING, rate, 0, explanation(evidence, rate))
            .at(Parts.masked(network))
            .since(1L)
            .with("dropout", rate)
            .with("unitsLeft", unitsLeft(network));
    if (answers != null) {
      symptom =
          symptom
              .with("noiseOfAnswers", answers.noise())
              .with("shiftOfAnswers", answers.shift())
              .saying(answers.explanation());
    }
    return PartCure.told(
            symptom.curedBy(
                evidence,
                PartCure.network("no dropout", evidence, network.withoutDropout()),
                PartCure.network(
                    "a quarter of the dropout", evidence, Parts.dropoutTimes(GENTLER, network)),
                PartCure.network("more units", evidence, Variations.larger(network, WIDER))))
        .unlessItHelps("Neither less dropout nor more units let the job do better.");
  }

  /** Whether a mediocre run does much better on unseen samples without dropout. */
  private static boolean spoilsOthers(Evidence evidence) {
    return evidence.isWhole()
        && evidence.hasHistory()
        && evidence.fit().best() < Evidence.GOOD
        && evidence.trials().onOthers(evidence.change(evidence.network().withoutDropout())).helps();
  }

  private static String explanation(Evidence evidence, double rate) {
    double left = unitsLeft(evidence.network());
    return "In training every masked unit is 0 with a probability of %s, the others are %s times as large%s."
        .formatted(
            Figures.number(rate),
            Figures.number(1 / (1 - rate)),
            left < FEW_LEFT
                ? ": of the narrowest masked layer %s units are left on average, too few to learn with"
                    .formatted(Figures.number(left))
                : "");
  }

  /** Why a network with dropout is healthy although its training losses look bad. */
  private static String clean(Evidence evidence) {
    LossHistory history = evidence.history();
    if (history.length() == 0
        || !(history.last().meanBatchLoss() > history.last().trainingLoss())) {
      return "The network learns all the same.";
    }
    EpochEnd last = history.last();
    return ("The batches' mean loss of %s is that of a network with masks; without them, as at inference,"
            + " it is %s%s. A validation loss below the loss of masked batches is no fault.")
        .formatted(
            Figures.number(last.meanBatchLoss()),
            Figures.number(last.trainingLoss()),
            Double.isNaN(last.validationLoss())
                ? ""
                : " on the training and %s on the validation samples"
                    .formatted(Figures.number(last.validationLoss())));
  }

  private static double unitsLeft(NetworkSpec network) {
    double least = Double.POSITIVE_INFINITY;
    if (network.inputDropout() > 0) {
      least = network.inputs() * (1 - network.inputDropout());
    }
    for (int l = 1; l <= network.depth(); l++) {
      double rate = network.layer(l).dropout();
      if (rate > 0) {
        least = Math.min(least, network.width(l) * (1 - rate));
      }
    }
    return least;
  }
}
