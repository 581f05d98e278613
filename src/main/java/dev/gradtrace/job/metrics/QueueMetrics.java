package dev.gradtrace.job.metrics;

import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How many jobs wait and run on all replicas together; read every second, so that a scrape does not
 * query the database.
 */
@Component
public final class QueueMetrics {

  private final JobStore store;
  private volatile Map<JobStatus, Long> counts = Map.of();

  public QueueMetrics(JobStore store, MeterRegistry registry) {
    this.store = store;
    for (JobStatus status : JobStatus.values()) {
      if (!status.isFinished()) {
        Gauge.builder("gradtrace.jobs", () -> counts.get(status))
            .description("Jobs that are not finished, on all replicas; NaN if nobody knows.")
            .tag("status", status.label())
            .register(registry);
      }
    }
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void count() {
    try {
      counts = store.countUnfinished();
    } catch (DataAccessException | TransactionException unavailable) {
      counts = Map.of();
    }
  }
}
