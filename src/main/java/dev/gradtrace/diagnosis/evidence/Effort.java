package dev.gradtrace.diagnosis.evidence;

/**
 * How much may be computed for a diagnosis, in multiplications ({@link
 * dev.gradtrace.training.TrainingWork}): work and not time, so that a job gets the same verdict on
 * any machine under any load. Spent by one diagnosis; for one thread.
 */
public final class Effort {

  /** Some tenths of a second. */
  private static final long USUAL_TRIAL = 3_000_000_000L;

  /** A few seconds. */
  private static final long USUAL_IN_ALL = 15_000_000_000L;

  private final long ofTrial;
  private final boolean training;
  private long left;

  /**
   * @param ofTrial that one trial may take; 0 for no trials
   * @param inAll that all trials may take
   */
  public Effort(long ofTrial, long inAll) {
    this(ofTrial, inAll, true);
  }

  private Effort(long ofTrial, long inAll, boolean training) {
    this.ofTrial = ofTrial;
    this.left = inAll;
    this.training = training;
  }

  public static Effort usual() {
    return new Effort(USUAL_TRIAL, USUAL_IN_ALL);
  }

  /** The job is not run again; what can be attained is found out all the same. */
  public static Effort withoutTrials() {
    return new Effort(0, 0);
  }

  /**
   * Nothing is trained: of a run that is trained elsewhere, whose data here are only what it is
   * looked at with.
   */
  public static Effort withoutTraining() {
    return new Effort(0, 0, false);
  }

  boolean allowsTraining() {
    return training;
  }

  /** That the next trial may take. */
  public long ofTrial() {
    return Math.min(ofTrial, left);
  }

  void spend(long work) {
    left = Math.max(0, left - work);
  }
}
