package dev.gradtrace.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every status a job has had.
 *
 * @param transitions at least one, the current status last
 */
public record History(List<StatusTransition> transitions) {

  public History {
    transitions = List.copyOf(transitions);
  }

  /** The status of the last transition. */
  public JobStatus status() {
    return last().status();
  }

  public Instant createdAt() {
    return transitions.get(0).at();
  }

  /** When a worker first started it; null before. */
  public @Nullable Instant startedAt() {
    return transitions.stream()
        .filter(transition -> transition.status() == JobStatus.RUNNING)
        .map(StatusTransition::at)
        .findFirst()
        .orElse(null);
  }

  /** When it finished; null before. */
  public @Nullable Instant finishedAt() {
    return status().isFinished() ? last().at() : null;
  }

  private StatusTransition last() {
    return transitions.get(transitions.size() - 1);
  }
}
