package dev.gradtrace.job.worker;

import java.util.function.BooleanSupplier;

/** What a run must react to in its process. */
public interface Surroundings {

  /** Whether the service shuts down. */
  boolean isShuttingDown();

  /** Whether this job must leave because another must run alone. */
  default boolean isCompanyUnwanted() {
    return false;
  }

  /** The job has passed the step up to which it had to run alone. */
  default void acquit() {}

  /**
   * Whether the job must yield: no worker is free, no other job is yielding, and others come first.
   *
   * @param othersComeFirst an expensive query, asked only if the rest holds
   */
  default boolean mayGiveWay(BooleanSupplier othersComeFirst) {
    return false;
  }
}
