package dev.gradtrace.job;

import java.time.Duration;
import java.util.List;

/** When a full queue may have room again. */
final class QueueForecast {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Where no running job knows its speed yet. */
  private static final Duration UNKNOWN = Duration.ofSeconds(10);

  private QueueForecast() {}

  /** Until the first of the running jobs ends at its present speed, in whole seconds, 1 to 600. */
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
