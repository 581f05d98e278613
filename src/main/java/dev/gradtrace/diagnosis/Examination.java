package dev.gradtrace.diagnosis;

import dev.gradtrace.diagnosis.evidence.Evidence;

/** How a rule looks at a run: a pure function of the evidence. */
interface Examination {

  Outcome of(Evidence evidence);

  /** Whether it is answered by running the job again with a change, which takes time. */
  default boolean needsTrial() {
    return false;
  }
}
