package dev.gradtrace.job.store;

/**
 * What speaks for and against a job since a worker last claimed it.
 *
 * @param step the last that was reported
 * @param claimedStep the furthest that was known when it was claimed
 * @param heard whether its worker has reported since
 * @param strikes against it, because processes that ran it have ended without warning and it has
 *     not come further since
 */
record Life(long step, long claimedStep, boolean heard, int strikes) {

  /** Of a worker that vanished without a word: two of these are too many. */
  private static final int SILENT = 3;

  /** Of one that had reported, but not that the job came further: three of these are too many. */
  private static final int STALLED = 2;

  private static final int TOO_MANY = 6;

  /** After its worker has vanished. */
  Life ended() {
    int more = heard ? STALLED : SILENT;
    return new Life(step, claimedStep, heard, step > claimedStep ? 0 : strikes + more);
  }

  /** When it is claimed again. */
  Life again() {
    return new Life(step, Math.max(step, claimedStep), false, strikes);
  }

  /** Whether it is not to be run any more. */
  boolean isForfeited() {
    return strikes >= TOO_MANY;
  }

  /** The step that it must come beyond, alone in its process; -1 if it may have company. */
  long suspectUntil() {
    return strikes == 0 ? -1 : claimedStep;
  }
}
