package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;

/** How a rule looks at a run: a pure function of the evidence. */
public interface Examination {

  Outcome of(Evidence evidence);

  /** Whether it is answered by running the job again with a change, which takes time. */
  default boolean needsTrial() {
    return false;
  }

  /** What a rule says of a run. */
  sealed interface Outcome permits Symptom, Outcome.Clean, Outcome.NotApplicable {

    /**
     * The rule looked and found nothing.
     *
     * @param measured what it looked at
     * @param threshold where it would have spoken
     */
    record Clean(double measured, double threshold) implements Outcome {}

    /** The rule has nothing to look at. */
    record NotApplicable(String reason) implements Outcome {}
  }
}
