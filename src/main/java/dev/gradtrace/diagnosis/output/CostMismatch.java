package dev.gradtrace.diagnosis.output;

import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Severity;
import dev.gradtrace.diagnosis.examination.Cure;
import dev.gradtrace.diagnosis.examination.Examination;
import dev.gradtrace.diagnosis.examination.Symptom;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.network.Activation;
import java.util.List;

/**
 * The cost does not measure the task: cross-entropy, which is for probabilities, in a regression;
 * or a squared error of unbounded outputs in a classification.
 */
public final class CostMismatch implements Examination {

  @Override
  public Outcome of(Evidence evidence) {
    Cost cost = evidence.cost();
    Activation output = evidence.output().activation();
    boolean classes = evidence.data().isClassification();
    if (!classes
        && cost.wantsProbabilities()
        && !output.isProbability()
        && !evidence.data().hasBinaryTargets()) {
      return Symptom.of(
              evidence.hasHistory() ? evidence.gravity(Severity.ERROR) : Severity.ERROR,
              1,
              0,
              ("%s is the cost of a probability. The targets are numbers to approximate, and the %s"
                      + " output is not confined to (0, 1): outside of it the output is clipped and"
                      + " the gradient is 0. Approximate numbers by a squared error and a linear"
                      + " output.")
                  .formatted(cost.label(), output.label()))
          .with("smallestTarget", evidence.data().smallestTarget())
          .with("largestTarget", evidence.data().largestTarget())
          .at(List.of(evidence.depth()))
          .asFact()
          .curedBy(evidence, Cure.matchingOutput(evidence));
    }
    boolean squaredClasses = classes && !cost.wantsProbabilities() && isUnbounded(output);
    if (squaredClasses && evidence.isStruggling()) {
      Symptom symptom =
          Symptom.of(
                  Severity.WARNING,
                  1,
                  0,
                  ("The targets are classes, but %s treats them as numbers and the %s output is not"
                          + " confined to [0, 1], so that an answer on the right side of the target is"
                          + " punished like one on the wrong side. Cross-entropy with a sigmoid or"
                          + " softmax output asks for probabilities instead.")
                      .formatted(cost.label(), output.label()))
              .at(List.of(evidence.depth()))
              .curedBy(evidence, Cure.matchingOutput(evidence));
      return symptom.helpsOrIsUntried()
          ? symptom
          : symptom.unlessItHelps("With the output and cost of classes the job does no better.");
    }
    return Outcome.silent(squaredClasses ? 1 : 0, 1, "The network learns all the same.");
  }

  private static boolean isUnbounded(Activation output) {
    return output.saturatingSlope().isEmpty();
  }
}
