package dev.gradtrace.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are worked off.
 *
 * @param workers jobs that run at the same time, at least 1; default: as many as there are cores
 * @param queueCapacity most jobs that wait, at least 1
 * @param jobTime longest time a job runs before it fails, at least 1 ms
 * @param retention how long finished ones are kept, at least 1 ms; null for ever
 */
@ConfigurationProperties("gradtrace")
public record JobSettings(
    @Nullable Integer workers,
    @DefaultValue("1000") int queueCapacity,
    @DefaultValue("1h") Duration jobTime,
    @Nullable Duration retention) {

  public JobSettings {
    requirePositive(workers == null ? 1 : workers, "workers");
    requirePositive(queueCapacity, "queue-capacity");
    requirePositive(jobTime.toMillis(), "job-time");
    requirePositive(retention == null ? 1 : retention.toMillis(), "retention");
  }

  public int threads() {
    return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("gradtrace." + name + " must be above 0");
    }
  }
}
