package dev.gradtrace.job.worker;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many threads compute at the same time, as long as jobs and requests leave some to help
 * others.
 *
 * @param threads from 1, where nobody helps, to 1024; default: as many as there are processors
 */
@ConfigurationProperties("gradtrace")
record ThreadSettings(@Nullable Integer threads) {

  private static final int MOST = 1024;

  ThreadSettings {
    InvalidSpec.unless(
        threads == null || (threads >= 1 && threads <= MOST),
        "threads",
        "must be from 1 to %d, was %d",
        MOST,
        threads == null ? 1 : threads);
  }

  int orAllProcessors() {
    return threads == null ? Math.min(MOST, Runtime.getRuntime().availableProcessors()) : threads;
  }
}
