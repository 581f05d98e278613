package dev.gradtrace.job;

import dev.gradtrace.training.EpochEnd;
import dev.gradtrace.training.StopReason;

/**
 * How a run ended, with the figures of its last evaluation; NaN stands for what was not measured,
 * and for the figures of a run whose loss is no longer finite.
 */
public record JobResult(
    StopReason stopReason,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy) {

  static JobResult of(StopReason reason, EpochEnd evaluation) {
    return new JobResult(
        reason,
        evaluation.trainingLoss(),
        evaluation.trainingAccuracy(),
        evaluation.validationLoss(),
        evaluation.validationAccuracy());
  }

  static JobResult without(StopReason reason) {
    return new JobResult(reason, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
