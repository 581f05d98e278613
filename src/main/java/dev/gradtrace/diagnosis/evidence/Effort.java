package dev.gradtrace.diagnosis.evidence;

import java.util.function.BooleanSupplier;

/**
 * How much may be computed for a diagnosis.
 *
 * @param multiplications of one trial, at most, about; 0 for no trials
 * @param stop asked now and then whether time is up
 */
public record Effort(long multiplications, BooleanSupplier stop) {

  /** Some tenths of a second for each trial. */
  public static final long USUAL = 400_000_000;

  /**
   * The job is not run again; what can be attained is found out all the same.
   *
   * @param stop asked now and then whether time is up
   */
  public static Effort withoutTrials(BooleanSupplier stop) {
    return new Effort(0, stop);
  }
}
