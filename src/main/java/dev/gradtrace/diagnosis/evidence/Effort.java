package dev.gradtrace.diagnosis.evidence;

/**
 * The budget of a diagnosis, in multiplications ({@link dev.gradtrace.training.TrainingWork}): not
 * in time, so that a job gets the same verdict on any machine under any load. Used up by one
 * diagnosis; not thread-safe.
 */
public final class Effort {

  /** Multiplications of a trial; some tenths of a second. */
  private static final long USUAL_TRIAL = 3_000_000_000L;

  /** Multiplications of all trials; a few seconds. */
  private static final long USUAL_IN_ALL = 15_000_000_000L;

  /** Multiplications of a learner that shows what is attainable; about a tenth of a second. */
  private static final long USUAL_LEARNER = 1_000_000_000L;

  /** The same of a run in progress, which is diagnosed again and again. */
  private static final long QUICK_LEARNER = 80_000_000L;

  /** Additional multiplications for the search of two simultaneous faults. */
  private static final long USUAL_FOR_PAIRS = 10_000_000_000L;

  private final long ofTrial;
  private boolean training = true;
  private long left;
  private long forPairs;

  /**
   * @param ofTrial most multiplications of a trial; 0 for no trials
   * @param inAll most multiplications of all trials of single changes
   * @param forPairs additional multiplications for trials of two changes
   */
  public Effort(long ofTrial, long inAll, long forPairs) {
    this.ofTrial = ofTrial;
    this.left = inAll;
    this.forPairs = forPairs;
  }

  public static Effort usual() {
    return new Effort(USUAL_TRIAL, USUAL_IN_ALL, USUAL_FOR_PAIRS);
  }

  /** The job is not run again; what can be attained is still computed. */
  public static Effort withoutTrials() {
    return new Effort(0, 0, 0);
  }

  /** Nothing is trained: for a run trained elsewhere, of whose data only a batch is known. */
  public static Effort withoutTraining() {
    Effort none = withoutTrials();
    none.training = false;
    return none;
  }

  boolean allowsTraining() {
    return training;
  }

  /** Most multiplications of each learner that shows what is attainable. */
  long ofLearner() {
    return ofTrial > 0 ? USUAL_LEARNER : QUICK_LEARNER;
  }

  /** Most multiplications of the next trial. */
  public long ofTrial() {
    return Math.min(ofTrial, left);
  }

  /** Multiplications that are left. */
  long left() {
    return left;
  }

  /** Adds the budget for trials of two changes. */
  void turnToPairs() {
    left += forPairs;
    forPairs = 0;
  }

  void spend(long work) {
    left = Math.max(0, left - work);
  }
}
