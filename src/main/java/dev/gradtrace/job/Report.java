package dev.gradtrace.job;

import dev.gradtrace.training.Checkpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of its job now and then.
 *
 * @param changes what happened since the last report, in order
 * @param recording null where the one told last still stands
 * @param checkpoint from where another worker could go on; null where the last one still stands
 */
record Report(
    Instant at,
    Progress progress,
    List<JobEvent.Change> changes,
    @Nullable Recording recording,
    @Nullable Checkpoint checkpoint) {

  Report {
    changes = List.copyOf(changes);
  }
}
