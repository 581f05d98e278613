package dev.gradtrace.job;

import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Parameters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is at one moment.
 *
 * @param id opaque and URL-safe; ids sort by the time the jobs were accepted
 * @param transitions every status it has had, at least one, the present one last
 * @param result how the run ended; null before that, and if none ended
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

  /** What it is called: its name, else its id. */
  public String title() {
    String name = spec.name();
    return name == null || name.isBlank() ? id : name;
  }

  /** What happened to it. */
  public History history() {
    return new History(transitions);
  }

  /** The status of the last transition. */
  public JobStatus status() {
    return history().status();
  }

  /** When it was accepted. */
  public Instant createdAt() {
    return history().createdAt();
  }

  /** When a worker first took it up; null if none did. */
  public @Nullable Instant startedAt() {
    return history().startedAt();
  }

  /** When it finished; null before that. */
  public @Nullable Instant finishedAt() {
    return history().finishedAt();
  }

  /** The same job that starts from the given network. */
  public TrainingJob withParameters(Parameters start) {
    JobSpec starting =
        new JobSpec(
            spec.caption(), spec.training().withParameters(start), spec.trace(), spec.data());
    return new TrainingJob(id, starting, transitions, progress, result, error);
  }
}
