package dev.gradtrace.job;

import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.StopReason;

/**
 * How a run ended, with the losses and metrics of its last evaluation; NaN for what was not
 * measured, and everywhere after divergence.
 *
 * @param measuredAtStep the step before that evaluation; a run that was stopped early has taken
 *     more since; −1 without an evaluation
 */
public record JobResult(
    StopReason stopReason,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    long measuredAtStep) {

  public static JobResult of(StopReason reason, EpochEnd evaluation) {
    return new JobResult(
        reason,
        evaluation.trainingLoss(),
        evaluation.trainingAccuracy(),
        evaluation.validationLoss(),
        evaluation.validationAccuracy(),
        evaluation.step());
  }

  public static JobResult without(StopReason reason) {
    return new JobResult(reason, Double.NaN, Double.NaN, Double.NaN, Double.NaN, -1);
  }
}
