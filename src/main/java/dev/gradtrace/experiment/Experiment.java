package dev.gradtrace.experiment;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.job.JobStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it is at one moment.
 *
 * @param id opaque and URL-safe; ids sort by the time of creation
 * @param caption what its user says of it, which may change
 * @param question what it shall answer; null for nothing in particular
 * @param plan its cells
 * @param subject the job whose remedies it tries; null if it tries something else
 * @param runs cell by cell
 */
public record Experiment(
    String id,
    Caption caption,
    @Nullable String question,
    Instant createdAt,
    Plan plan,
    @Nullable String subject,
    List<Run> runs) {

  public Experiment {
    runs = List.copyOf(runs);
  }

  /** Given by the user; null for none. */
  public @Nullable String name() {
    return caption.name();
  }

  /** How many of the jobs stand where; those that were deleted stand nowhere. */
  public Map<JobStatus, Integer> counts() {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, (int) runs.stream().filter(run -> run.is(status)).count());
    }
    return counts;
  }

  /**
   * Queued until a job has begun, running until all have ended; then cancelled if any was, failed
   * if all that are left did, and succeeded otherwise.
   */
  public JobStatus status() {
    if (!hasEnded()) {
      boolean begun = runs.stream().anyMatch(run -> !run.is(JobStatus.QUEUED));
      return begun ? JobStatus.RUNNING : JobStatus.QUEUED;
    }
    if (has(JobStatus.CANCELLED)) {
      return JobStatus.CANCELLED;
    }
    return has(JobStatus.FAILED) && !has(JobStatus.SUCCEEDED)
        ? JobStatus.FAILED
        : JobStatus.SUCCEEDED;
  }

  /** Whether nothing will change any more. */
  public boolean hasEnded() {
    return runs.stream().allMatch(Run::hasEnded);
  }

  private boolean has(JobStatus status) {
    return runs.stream().anyMatch(run -> run.is(status));
  }
}
