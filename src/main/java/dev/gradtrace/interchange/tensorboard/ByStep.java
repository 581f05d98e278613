package dev.gradtrace.interchange.tensorboard;

/** A series of a run, read once from the first step to the last. */
interface ByStep {

  /** Its steps, ascending; a step may occur twice. */
  long[] steps();

  /** Adds the values of {@code step} to the summary, if the series has that step. */
  void tell(long step, Summary summary);
}
