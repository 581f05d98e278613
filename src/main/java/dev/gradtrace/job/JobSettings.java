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
 * @param retention how long finished ones are kept; null for ever
 */
@ConfigurationProperties("gradtrace")
public record JobSettings(
    @Nullable Integer workers,
    @DefaultValue("1000") int queueCapacity,
    @DefaultValue Limits limits,
    @Nullable Duration retention) {

  public JobSettings {
    requirePositive(workers == null ? 1 : workers, "workers");
    requirePositive(queueCapacity, "queue-capacity");
    requirePositive(retention == null ? 1 : retention.toMillis(), "retention");
  }

  /**
   * What a job may take.
   *
   * @param jobTime longest time a job runs; it fails then
   */
  public record Limits(@DefaultValue("1h") Duration jobTime) {

    public Limits {
      requirePositive(jobTime.toMillis(), "limits.job-time");
    }
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
