package dev.gradtrace.job;

import java.time.Duration;
import java.util.List;

/** Estimates when a full queue will have room again. */
final class QueueForecast {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** The estimate while no running job has a measured speed. */
  private static final Duration UNKNOWN = Duration.ofSeconds(10);

  private QueueForecast() {}

  /** The estimated time until the first running job ends, in whole seconds from 1 to 600. */
  static Duration untilAPlaceIsFree(List<JobSummary> running) {
    double seconds =
        running.stream()
            .mapToDouble(job -> job.progress().remainingSeconds())
            .filter(Double::isFinite)
            .min()
            .orElse(UNKNOWN.toSeconds());
    return Duration.ofSeconds(
        (long) Math.ceil(Math.min(Math.max(seconds, SHORTEST.toSeconds()), LONGEST.toSeconds())));
  }
}
