package dev.gradtrace.job.observed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends observed runs whose senders have sent nothing for long. */
@Component
final class Abandonment {

  private static final Duration LONGEST_SILENCE = Duration.ofDays(7);

  private final ObservedRunStore store;
  private final Clock clock;

  Abandonment(ObservedRunStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void endTheSilent() {
    Instant now = clock.instant();
    store.finishAbandoned(now.minus(LONGEST_SILENCE), now);
  }
}
