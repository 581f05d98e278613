package dev.gradtrace.job;

import dev.gradtrace.training.TrainingSpec;

/**
 * How far a job has come.
 *
 * @param epoch the epoch of the last step; 0 before the first
 * @param epochs epochs asked for; 0 of a run that is trained elsewhere, of which only the last step
 *     is known
 * @param step number of the last step; 0 before the first
 * @param steps steps of the whole run, if nothing stops it
 * @param samplesPerSecond over the last seconds, of a finished job over all its time; NaN while
 *     unknown
 * @param remainingSeconds until all steps are done, at the present speed; NaN while unknown, 0 at
 *     the end
 */
public record Progress(
    int epoch,
    int epochs,
    long step,
    long steps,
    double samplesPerSecond,
    double remainingSeconds) {

  /** Before the first step of a run over so many training samples. */
  static Progress before(TrainingSpec spec, int samples) {
    long steps = spec.passes().steps(samples);
    return new Progress(0, spec.epochs(), 0, steps, Double.NaN, Double.NaN);
  }

  /**
   * Of a run that is trained elsewhere.
   *
   * @param step the last of which something was told; -1 for none
   */
  public static Progress elsewhere(long step) {
    return new Progress(0, 0, step, 0, Double.NaN, Double.NaN);
  }

  /** Whether the run is trained elsewhere. */
  public boolean isElsewhere() {
    return epochs == 0;
  }

  /** Share of the steps that is done. */
  public double fraction() {
    return (double) step / steps;
  }
}
