package dev.gradtrace.job;

import dev.gradtrace.training.Checkpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of its job now and then.
 *
 * @param lastEvent number of the last event before these changes
 * @param changes what happened since the last report that was accepted, in order
 * @param recording null where the one told last still stands
 * @param checkpoint from where another worker could go on; null where the last one still stands
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
   * The changes that are not known yet. The first ones are, if they were reported before and the
   * worker never heard that they were accepted.
   *
   * @param known number of the last event that is known
   */
  public List<JobEvent.Change> changesAfter(long known) {
    return changes.subList(Math.toIntExact(known - lastEvent), changes.size());
  }
}
