package dev.gradtrace.job.worker;

import dev.gradtrace.budget.Reservation;
import dev.gradtrace.job.Ending;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobStore;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.spec.JobMemory;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes jobs wait for memory before they are claimed. */
final class MemoryOfJobs {

  private final JobStore store;
  private final JobMemory memory;

  MemoryOfJobs(JobStore store, JobMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  /**
   * @throws dev.gradtrace.validation.InvalidSpec if a job needs more memory than there is
   */
  void requireRoom(JobSpec spec) {
    memory.requireRoom(spec);
  }

  /**
   * Waits for the memory of a job that is queued or whose worker is gone.
   *
   * @param stopping asked now and then whether the service shuts down
   * @return null if it does, or the job has ended meanwhile
   */
  @Nullable Reservation await(String id, BooleanSupplier stopping) throws InterruptedException {
    try {
      return memory.reserve(
          store.get(id).spec(),
          () -> stopping.getAsBoolean() || store.get(id).status().isFinished());
    } catch (UnknownJob deleted) {
      return null;
    }
  }

  /** The ending of a job that would not fit even alone; null if it fits. */
  @Nullable Ending refusal(JobSpec spec) {
    try {
      memory.requireRoom(spec);
      return null;
    } catch (InvalidSpec tooLarge) {
      return Ending.failure(
          JobError.Code.OUT_OF_MEMORY,
          "the run does not fit into the memory of the service: " + tooLarge.getMessage(),
          null);
    }
  }
}
