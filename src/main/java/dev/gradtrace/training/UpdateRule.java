package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * How a gradient becomes a step.
 *
 * @param schedule factor of the optimizer's learning rate, by epoch or step
 * @param warmupSteps steps over which the learning rate rises linearly to what the schedule says,
 *     at least 0
 * @param gradientClipNorm largest norm of the whole gradient, penalty included, above 0; null for
 *     no limit
 */
public record UpdateRule(
    Optimizer optimizer,
    LearningRateSchedule schedule,
    int warmupSteps,
    @Nullable Double gradientClipNorm) {

  public UpdateRule {
    Faults faults = new Faults();
    faults.unless(
        warmupSteps >= 0,
        "learningRateSchedule/warmupSteps",
        "must be at least 0, was %d",
        warmupSteps);
    faults.unless(
        gradientClipNorm == null || Double.isFinite(gradientClipNorm) && gradientClipNorm > 0,
        "gradientClipNorm",
        "must be finite and above 0, was %s",
        gradientClipNorm);
    faults.throwIfAny();
  }

  /** Without a warm-up. */
  public UpdateRule(
      Optimizer optimizer, LearningRateSchedule schedule, @Nullable Double gradientClipNorm) {
    this(optimizer, schedule, 0, gradientClipNorm);
  }

  /** The same for another optimizer. */
  UpdateRule with(Optimizer other) {
    return new UpdateRule(other, schedule, warmupSteps, gradientClipNorm);
  }

  /**
   * The learning rate of a step.
   *
   * @param epoch present epoch, from 1
   * @param step present step, from 1
   * @param steps number of steps of the whole run
   */
  double learningRate(int epoch, long step, long steps) {
    double scheduled = optimizer.learningRate() * schedule.factor(epoch, step, steps);
    return step < warmupSteps ? scheduled * step / warmupSteps : scheduled;
  }

  /** At a constant learning rate, gradients of any norm. */
  public static UpdateRule of(Optimizer optimizer) {
    return new UpdateRule(optimizer, new LearningRateSchedule.Constant(), 0, null);
  }
}
