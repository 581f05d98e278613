package dev.gradtrace.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are run.
 *
 * @param workers jobs that run at the same time, at least 1; default: the number of cores
 * @param queueCapacity most waiting jobs, at least 1
 * @param jobTime most time that a job runs before it fails, at least 1 ms
 * @param retention how long finished jobs are kept, at least 1 ms
 * @param limits what one client may use
 */
@ConfigurationProperties("gradtrace")
public record JobSettings(
    @Nullable Integer workers,
    @DefaultValue("1000") int queueCapacity,
    @DefaultValue("1h") Duration jobTime,
    @DefaultValue("30d") Duration retention,
    @DefaultValue Limits limits) {

  /**
   * What one client may use.
   *
   * @param queueShare share of the queue places left by other clients that one client may take,
   *     above 0 and at most 1
   */
  public record Limits(@DefaultValue("0.5") double queueShare) {

    public Limits {
      if (!(queueShare > 0 && queueShare <= 1)) {
        throw new IllegalArgumentException(
            "gradtrace.limits.queue-share must be above 0 and at most 1");
      }
    }
  }

  public JobSettings {
    requirePositive(workers == null ? 1 : workers, "workers");
    requirePositive(queueCapacity, "queue-capacity");
    requirePositive(jobTime.toMillis(), "job-time");
    requirePositive(retention.toMillis(), "retention");
  }

  public int threads() {
    return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
  }

  public QueueLimits queueLimits() {
    return new QueueLimits(queueCapacity, limits.queueShare());
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("gradtrace." + name + " must be above 0");
    }
  }
}
