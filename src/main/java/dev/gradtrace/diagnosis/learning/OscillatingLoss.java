package dev.gradtrace.diagnosis.learning;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.LossHistory;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.diagnosis.examination.Symptom.Tried;
import dev.gradtrace.wording.Figures;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The loss oscillates instead of settling. */
public final class OscillatingLoss implements Examination {

  private static final int MIN_EPOCHS = 6;

  /** Typical change between epochs, relative to the loss of the best constant answer. */
  private static final double SWING = 0.05;

  /** The same for a network that learns well. */
  private static final double SWING_OF_ONE_THAT_LEARNS = 0.1;

  /** Share of upward changes in the second half; it is one half for the noise of a settled run. */
  private static final double UPWARD = 0.25;

  /**
   * Gain in fit of the loss that a less oscillating run must have if the job learns what can be
   * learnt.
   */
  private static final double GAIN = 0.08;

  @Override
  public Outcome of(Evidence evidence) {
    LossHistory history = evidence.history();
    double scale = evidence.data().constantLoss(evidence.cost());
    if (scale <= 0) {
      return new Outcome.NotApplicable("the targets have no spread");
    }
    if (history.length() < MIN_EPOCHS || history.isBroken()) {
      return new Outcome.NotApplicable("it takes " + MIN_EPOCHS + " epochs with a finite loss");
    }
    double[] losses = history.losses();
    int from = losses.length / 2;
    double[] swings = new double[losses.length - from];
    int upward = 0;
    for (int i = from; i < losses.length; i++) {
      swings[i - from] = Math.abs(losses[i] - losses[i - 1]) / scale;
      upward += losses[i] > losses[i - 1] ? 1 : 0;
    }
    Arrays.sort(swings);
    double swing = swings[swings.length / 2];
    double share = upward / (double) swings.length;
    double threshold = evidence.fit().best() < Evidence.GOOD ? SWING : SWING_OF_ONE_THAT_LEARNS;
    if (swing < threshold || share < UPWARD) {
      return Outcome.silent(swing, threshold, "The loss falls in nearly every epoch.");
    }
    Symptom symptom =
        Symptom.of(
                Severity.WARNING,
                swing,
                threshold,
                ("In the second half of the run the loss of all samples changes by %s of the loss of a"
                        + " constant answer from epoch to epoch, and in %s of the epochs it rises: the steps"
                        + " are too long, or the batches too small, to settle.")
                    .formatted(Figures.percent(swing), Figures.percent(share)))
            .since(firstRise(history, threshold * scale))
            .with("risingEpochs", share)
            .with("smallestLoss", history.smallestLoss())
            .with("settledLoss", history.settledLoss())
            .unlessExplained()
            .curedBy(
                evidence,
                Cure.rate(evidence, 0.1),
                Cure.batch(evidence, 4 * evidence.spec().batchSize()));
    return evidence.isStruggling() || gains(symptom, evidence)
        ? symptom
        : symptom.of(Severity.INFO);
  }

  /** The end of the first epoch in which the loss rises that much; null if it rises less. */
  private static @Nullable Long firstRise(LossHistory history, double most) {
    double[] losses = history.losses();
    for (int i = 1; i < losses.length; i++) {
      if (losses[i] - losses[i - 1] >= most) {
        return history.epochs().get(i).step();
      }
    }
    return null;
  }

  /** Whether a less oscillating run attains a considerably smaller loss, or none was tried. */
  private static boolean gains(Symptom symptom, Evidence evidence) {
    return symptom.trial() == null
        || symptom.tried().stream()
            .map(Tried::trial)
            .flatMap(trial -> trial == null ? Stream.empty() : Stream.ofNullable(trial.changed()))
            .anyMatch(calmer -> calmer.fit().ofLoss() - evidence.fit().ofLoss() >= GAIN);
  }
}
