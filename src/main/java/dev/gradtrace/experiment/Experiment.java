package dev.gradtrace.experiment;

import dev.gradtrace.caption.Caption;
import dev.gradtrace.job.JobStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of an experiment at one moment.
 *
 * @param id opaque and URL-safe; ids sort by time of creation
 * @param caption name, notes and tags of its user, which may change
 * @param question question that it answers, by the user; null for none
 * @param plan its cells
 * @param subject id of the job whose remedies it tries; null if it is another kind of experiment
 * @param runs all runs, cell by cell
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

  /** The name given by the user; null for none. */
  public @Nullable String name() {
    return caption.name();
  }

  /** Number of jobs by status; deleted jobs are not counted. */
  public Map<JobStatus, Integer> counts() {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, (int) runs.stream().filter(run -> run.is(status)).count());
    }
    return counts;
  }

  /**
   * Queued until a job has started, running until all have ended; then cancelled if any was, failed
   * if all remaining ones did, else succeeded.
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

  /** Whether all jobs have ended or were deleted. */
  public boolean hasEnded() {
    return runs.stream().allMatch(Run::hasEnded);
  }

  private boolean has(JobStatus status) {
    return runs.stream().anyMatch(run -> run.is(status));
  }
}
