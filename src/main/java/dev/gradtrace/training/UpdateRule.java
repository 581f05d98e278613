package dev.gradtrace.training;

import dev.gradtrace.validation.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The update of parameters from a gradient.
 *
 * @param schedule factor of the optimizer's learning rate, by epoch or step
 * @param warmupSteps steps over which the learning rate rises linearly to the scheduled rate, at
 *     least 0
 * @param clipping clipping of the gradient, penalties included
 * @param maxNorm largest norm of a unit's incoming weights after each step, above 0; null for no
 *     limit
 */
public record UpdateRule(
    Optimizer optimizer,
    LearningRateSchedule schedule,
    int warmupSteps,
    Clipping clipping,
    @Nullable Double maxNorm) {

  public UpdateRule {
    Faults faults = new Faults();
    faults.unless(
        warmupSteps >= 0,
        "learningRateSchedule/warmupSteps",
        "must be at least 0, was %d",
        warmupSteps);
    faults.unless(
        maxNorm == null || Double.isFinite(maxNorm) && maxNorm > 0,
        "maxNorm",
        "must be finite and above 0, was %s",
        maxNorm);
    faults.throwIfAny();
  }

  /**
   * A rule without a largest norm of weights, with clipping of the whole gradient's norm; null for
   * none.
   */
  public UpdateRule(
      Optimizer optimizer,
      LearningRateSchedule schedule,
      int warmupSteps,
      @Nullable Double gradientClipNorm) {
    this(optimizer, schedule, warmupSteps, Clipping.toNorm(gradientClipNorm), null);
  }

  /** A rule without a warm-up. */
  public UpdateRule(
      Optimizer optimizer, LearningRateSchedule schedule, @Nullable Double gradientClipNorm) {
    this(optimizer, schedule, 0, gradientClipNorm);
  }

  /** The same rule with another optimizer. */
  UpdateRule with(Optimizer other) {
    return new UpdateRule(other, schedule, warmupSteps, clipping, maxNorm);
  }

  UpdateRule with(Clipping other) {
    return new UpdateRule(optimizer, schedule, warmupSteps, other, maxNorm);
  }

  UpdateRule withWarmup(int steps) {
    return new UpdateRule(optimizer, schedule, steps, clipping, maxNorm);
  }

  UpdateRule withMaxNorm(@Nullable Double most) {
    return new UpdateRule(optimizer, schedule, warmupSteps, clipping, most);
  }

  /** Whether the learning rate changes in the course of a run. */
  public boolean isScheduled() {
    return warmupSteps > 0 || !(schedule instanceof LearningRateSchedule.Constant);
  }

  /** The same rule with a constant learning rate. */
  UpdateRule unscheduled() {
    return new UpdateRule(optimizer, new LearningRateSchedule.Constant(), 0, clipping, maxNorm);
  }

  /** Whether neither gradients nor weights are limited. */
  boolean isUnlimited() {
    return clipping.isNone() && maxNorm == null;
  }

  /**
   * The learning rate of a step.
   *
   * @param epoch current epoch, from 1
   * @param step current step, from 1
   * @param steps number of steps of the whole run
   */
  double learningRate(int epoch, long step, long steps) {
    double scheduled = optimizer.learningRate() * schedule.factor(epoch, step, steps);
    return step < warmupSteps ? scheduled * step / warmupSteps : scheduled;
  }

  /** A rule with a constant learning rate, without clipping. */
  public static UpdateRule of(Optimizer optimizer) {
    return new UpdateRule(optimizer, new LearningRateSchedule.Constant(), 0, Clipping.NONE, null);
  }
}
