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

  /** What two faults at once take to be found after all single changes were tried. */
  private static final long USUAL_FOR_PAIRS = 10_000_000_000L;

  private final long ofTrial;
  private boolean training = true;
  private long left;
  private long forPairs;

  /**
   * @param ofTrial that one trial may take; 0 for no trials
   * @param inAll that all trials of single changes may take
   * @param forPairs that trials of two changes may take besides
   */
  public Effort(long ofTrial, long inAll, long forPairs) {
    this.ofTrial = ofTrial;
    this.left = inAll;
    this.forPairs = forPairs;
  }

  public static Effort usual() {
    return new Effort(USUAL_TRIAL, USUAL_IN_ALL, USUAL_FOR_PAIRS);
  }

  /** The job is not run again; what can be attained is found out all the same. */
  public static Effort withoutTrials() {
    return new Effort(0, 0, 0);
  }

  /**
   * Nothing is trained: of a run that is trained elsewhere, whose data here are only what it is
   * looked at with.
   */
  public static Effort withoutTraining() {
    Effort none = withoutTrials();
    none.training = false;
    return none;
  }

  boolean allowsTraining() {
    return training;
  }

  /** That the next trial may take. */
  public long ofTrial() {
    return Math.min(ofTrial, left);
  }

  /** From here on trials are of two changes. */
  void turnToPairs() {
    left += forPairs;
    forPairs = 0;
  }

  void spend(long work) {
    left = Math.max(0, left - work);
  }
}
