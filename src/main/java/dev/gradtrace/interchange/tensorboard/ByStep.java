package dev.gradtrace.interchange.tensorboard;

/** What is told of a run step by step, read once from the first step to the last. */
interface ByStep {

  /** Ascending; a step may be there twice. */
  long[] steps();

  /** Adds what is known of the next step, if it is this one. */
  void tell(long step, Summary summary);
}
