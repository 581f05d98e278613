package dev.gradtrace.job.worker;

import dev.gradtrace.validation.InvalidSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How many threads compute at the same time, including those that help others.
 *
 * @param threads 1, where no thread helps, to 1024; default: the number of processors
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
