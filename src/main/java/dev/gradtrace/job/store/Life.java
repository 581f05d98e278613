package dev.gradtrace.job.store;

/**
 * What tells whether a job is to blame for the deaths of its workers, since the last claim.
 *
 * @param step the last that was reported
 * @param claimedStep the furthest that was known at the claim
 * @param heard whether the worker has reported since
 * @param strikes points against the job for processes that died while it made no progress
 */
record Life(long step, long claimedStep, boolean heard, int strikes) {

  /** Strikes when a worker died without any report: two such deaths are too many. */
  private static final int SILENT = 3;

  /** Strikes when a worker had reported but made no progress: three such deaths are too many. */
  private static final int STALLED = 2;

  private static final int TOO_MANY = 6;

  /** After the worker has died. */
  Life ended() {
    int more = heard ? STALLED : SILENT;
    return new Life(step, claimedStep, heard, step > claimedStep ? 0 : strikes + more);
  }

  /** After the next claim. */
  Life again() {
    return new Life(step, Math.max(step, claimedStep), false, strikes);
  }

  /** Whether the job is not to be run again. */
  boolean isForfeited() {
    return strikes >= TOO_MANY;
  }

  /**
   * The step that the job must pass while alone in its process; -1 if other jobs may run beside it.
   */
  long suspectUntil() {
    return strikes == 0 ? -1 : claimedStep;
  }
}
