package dev.gradtrace.job.worker;

import dev.gradtrace.job.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Deletes jobs some time after they finished. */
final class Retention {

  /** Jobs per transaction. */
  private static final int JOBS_AT_ONCE = 20;

  private final JobStore store;
  private final Clock clock;
  private final Duration retention;

  Retention(JobStore store, Clock clock, Duration retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void forgetTheOld() {
    Instant before = clock.instant().minus(retention);
    int forgotten;
    do {
      forgotten = store.deleteFinished(before, JOBS_AT_ONCE);
    } while (forgotten == JOBS_AT_ONCE);
  }
}
