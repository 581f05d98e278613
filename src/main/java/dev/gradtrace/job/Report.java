package dev.gradtrace.job;

import dev.gradtrace.training.Checkpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's periodic report on its job.
 *
 * @param lastEvent number of the last event before these changes
 * @param changes since the last accepted report, in order
 * @param recording null if the last one reported is still current
 * @param checkpoint from which another worker could resume; null if the last one is still current
 */
public record Report(
    Instant at,
    Progress progress,
    long lastEvent,
    List<JobEvent.Change> changes,
    @Nullable Recording recording,
    @Nullable Checkpoint checkpoint) {

  public Report {
    changes = List.copyOf(changes);
  }

  /**
   * The changes that are not stored yet: the first ones are if an earlier report was stored but its
   * answer was lost.
   *
   * @param known number of the last stored event
   */
  public List<JobEvent.Change> changesAfter(long known) {
    return changes.subList(Math.toIntExact(known - lastEvent), changes.size());
  }
}
