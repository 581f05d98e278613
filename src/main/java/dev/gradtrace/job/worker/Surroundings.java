package dev.gradtrace.job.worker;

import java.util.function.BooleanSupplier;

/** What goes on around a run, in the process that runs it. */
public interface Surroundings {

  /** Whether the service is about to end. */
  boolean isShuttingDown();

  /** Whether another job must be alone for a moment. */
  default boolean isCompanyUnwanted() {
    return false;
  }

  /** Takes note that the job has come as far as it had to, to have company. */
  default void acquit() {}

  /**
   * Whether the job is to make room: nobody else does at the moment, no worker is free, and others
   * come first.
   *
   * @param othersComeFirst asked only where it decides
   */
  default boolean mayGiveWay(BooleanSupplier othersComeFirst) {
    return false;
  }
}
