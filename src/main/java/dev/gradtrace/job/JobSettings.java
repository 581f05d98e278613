package dev.gradtrace.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are worked off.
 *
 * @param workers jobs that run at the same time; default: as many as there are cores
 * @param queueCapacity most jobs that wait
 * @param limits what a job may take
 * @param jobs what becomes of finished ones
 */
@ConfigurationProperties("gradtrace")
record JobSettings(
    @Nullable Integer workers,
    @DefaultValue("1000") int queueCapacity,
    @DefaultValue Limits limits,
    @DefaultValue Jobs jobs) {

  JobSettings {
    requirePositive(workers == null ? 1 : workers, "workers");
    requirePositive(queueCapacity, "queue-capacity");
  }

  /**
   * What a job may take.
   *
   * @param jobTime longest time a job runs; it fails then
   */
  record Limits(@DefaultValue("1h") Duration jobTime) {

    Limits {
      requirePositive(jobTime.toMillis(), "limits.job-time");
    }
  }

  /**
   * What becomes of finished jobs.
   *
   * @param kept most finished jobs kept in memory, less if they take more than a quarter of it;
   *     those that finished first are forgotten first
   */
  record Jobs(@DefaultValue("1000") int kept) {

    Jobs {
      requirePositive(kept, "jobs.kept");
    }
  }

  int threads() {
    return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("gradtrace." + name + " must be above 0");
    }
  }
}
