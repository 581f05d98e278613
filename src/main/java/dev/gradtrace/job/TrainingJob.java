package dev.gradtrace.job;

import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Parameters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job at one moment.
 *
 * @param id opaque and URL-safe; ids sort by the time of acceptance
 * @param transitions every status it has had, at least one, the current one last
 * @param result how the run ended; null before that, or without a run
 * @param error why it failed; null unless it did
 */
public record TrainingJob(
    String id,
    JobSpec spec,
    List<StatusTransition> transitions,
    Progress progress,
    @Nullable JobResult result,
    @Nullable JobError error) {

  public TrainingJob {
    transitions = List.copyOf(transitions);
  }

  /** Its name, or its id if it has none. */
  public String title() {
    String name = spec.name();
    return name == null || name.isBlank() ? id : name;
  }

  public History history() {
    return new History(transitions);
  }

  /** The status of the last transition. */
  public JobStatus status() {
    return history().status();
  }

  public Instant createdAt() {
    return history().createdAt();
  }

  /** When a worker first started it; null before. */
  public @Nullable Instant startedAt() {
    return history().startedAt();
  }

  /** When it finished; null before. */
  public @Nullable Instant finishedAt() {
    return history().finishedAt();
  }

  /** This job with the given initial parameters. */
  public TrainingJob withParameters(Parameters start) {
    JobSpec starting =
        new JobSpec(
            spec.caption(), spec.training().withParameters(start), spec.trace(), spec.data());
    return new TrainingJob(id, starting, transitions, progress, result, error);
  }
}
