package dev.gradtrace.job;

import dev.gradtrace.training.TrainingSpec;

/**
 * Progress of a job.
 *
 * @param epoch the epoch of the last step; 0 before the first
 * @param epochs epochs requested; 0 for an observed run
 * @param step number of the last step; 0 before the first
 * @param steps steps of the whole run unless it stops early; 0 for an observed run
 * @param samplesPerSecond over the last seconds, of a finished job over its whole run; NaN while
 *     unknown
 * @param remainingSeconds estimated time to the last step; NaN while unknown, 0 at the end
 */
public record Progress(
    int epoch,
    int epochs,
    long step,
    long steps,
    double samplesPerSecond,
    double remainingSeconds) {

  /**
   * Before the first step of a run.
   *
   * @param samples number of training samples
   */
  static Progress before(TrainingSpec spec, int samples) {
    long steps = spec.passes().steps(samples);
    return new Progress(0, spec.epochs(), 0, steps, Double.NaN, Double.NaN);
  }

  /**
   * Of an observed run.
   *
   * @param step the last that was sent; -1 for none
   */
  public static Progress elsewhere(long step) {
    return new Progress(0, 0, step, 0, Double.NaN, Double.NaN);
  }

  /** Whether the run is trained elsewhere, that is, an observed run. */
  public boolean isElsewhere() {
    return epochs == 0;
  }

  /** The share of the steps that is done, from 0 to 1. */
  public double fraction() {
    return (double) step / steps;
  }
}
