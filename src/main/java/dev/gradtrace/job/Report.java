package dev.gradtrace.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of its job now and then.
 *
 * @param changes what happened since the last report, in order
 * @param recording null where the one told last still stands
 */
record Report(
    Instant at, Progress progress, List<JobEvent.Change> changes, @Nullable Recording recording) {

  Report {
    changes = List.copyOf(changes);
  }
}
