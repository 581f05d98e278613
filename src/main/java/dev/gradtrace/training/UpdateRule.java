package dev.gradtrace.training;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;

/**
 * How a gradient becomes a step.
 *
 * @param schedule factor of the optimizer's learning rate, by epoch or step
 * @param gradientClipNorm largest norm of the whole gradient, penalty included, above 0; null for
 *     no limit
 */
public record UpdateRule(
    Optimizer optimizer, LearningRateSchedule schedule, @Nullable Double gradientClipNorm) {

  public UpdateRule {
    InvalidSpec.unless(
        gradientClipNorm == null || Double.isFinite(gradientClipNorm) && gradientClipNorm > 0,
        "gradientClipNorm",
        "must be finite and above 0, was %s",
        gradientClipNorm);
  }

  /** At a constant learning rate, gradients of any norm. */
  public static UpdateRule of(Optimizer optimizer) {
    return new UpdateRule(optimizer, new LearningRateSchedule.Constant(), null);
  }
}
