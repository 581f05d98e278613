package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.DataSummary;
import dev.gradtrace.diagnosis.evidence.Evidence;
import dev.gradtrace.diagnosis.evidence.Fit;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run compared with the attainable one, in one figure.
 *
 * @param measured figure of the run; not finite if it diverged
 * @param attainable best figure of the learners tried on the data
 * @param constantAnswer figure of the best constant answer
 * @param of name of the figure: {@code training_accuracy} or {@code training_loss}
 * @param basis which learner attains it, on which samples
 * @param isOfChance whether the data show nothing to learn, so that a better figure is no success
 */
public record Attainment(
    double measured,
    double attainable,
    double constantAnswer,
    String of,
    String basis,
    boolean isOfChance) {

  static @Nullable Attainment of(Evidence evidence) {
    DataSummary data = evidence.data();
    if (!evidence.hasHistory() || data.hasConstantTargets() || data.samples() < 2) {
      return null;
    }
    Fit fit = evidence.fit();
    double attainable = Math.max(0, evidence.attainable().best());
    String basis = evidence.attainable().basis();
    boolean isOfChance = evidence.showsNothing();
    if (!Double.isNaN(fit.ofAccuracy())) {
      double majority = data.majority();
      return new Attainment(
          1 - (1 - fit.ofAccuracy()) * (1 - majority),
          1 - (1 - attainable) * (1 - majority),
          majority,
          "training_accuracy",
          basis,
          isOfChance);
    }
    double floor = data.floorOfLoss(evidence.cost());
    double constant = data.constantLoss(evidence.cost());
    return new Attainment(
        evidence.history().isBroken() ? Double.NaN : evidence.history().settledLoss(),
        floor + Fit.lossOf(attainable, evidence.cost()) * (constant - floor),
        constant,
        "training_loss",
        basis,
        isOfChance);
  }
}
