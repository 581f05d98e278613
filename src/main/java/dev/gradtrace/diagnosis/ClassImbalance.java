package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import java.util.Arrays;

/** One class is so frequent that answering it always looks good, and the network does. */
final class ClassImbalance implements Examination {

  /** Share of the largest class. */
  private static final double MAJORITY = 0.85;

  /** Share of the wrong answers of "always that class" that the network has learnt to avoid. */
  private static final double LEARNT = 0.2;

  @Override
  public Outcome of(Evidence evidence) {
    if (!evidence.data().isClassification()) {
      return new Outcome.NotApplicable("the task is a regression");
    }
    double majority = evidence.data().majority();
    boolean ignored =
        evidence.hasHistory()
            && evidence.fit().ofAccuracy() < LEARNT
            && !(evidence.fit().ofLoss() > 0.5);
    if (majority < MAJORITY || majority == 1 || !ignored || evidence.history().isBroken()) {
      return new Outcome.Clean(majority, MAJORITY);
    }
    return Symptom.of(
            Severity.WARNING,
            majority,
            MAJORITY,
            ("%s of the samples are of one class, and the network is right as often: it has learnt to"
                    + " answer that class always. Accuracy hides this. Give the rare classes more"
                    + " samples, by collecting or repeating them, and judge by each class.")
                .formatted(Wording.percent(majority)))
        .with("classCounts", Arrays.stream(evidence.data().counts()).boxed().toList())
        .with("accuracy", evidence.history().last().trainingAccuracy())
        .asFact();
  }
}
