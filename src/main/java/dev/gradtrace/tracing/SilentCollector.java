package dev.gradtrace.tracing;

import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Replaces the exporter's stack trace for each failed export by an occasional line in the log. */
@Component
final class SilentCollector implements Filter {

  private static final Duration PAUSE = Duration.ofMinutes(10);

  /**
   * A strong reference: the log manager keeps only a weak one, and the filter would vanish with the
   * logger.
   */
  private static final Logger SENDER =
      Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter");

  private final InstantSource time;
  private @Nullable Instant said;

  @Autowired
  SilentCollector(ObjectProvider<Tracer> tracer, InstantSource time) {
    this(time);
    tracer.ifAvailable(any -> SENDER.setFilter(this));
  }

  SilentCollector(InstantSource time) {
    this.time = time;
  }

  @Override
  public synchronized boolean isLoggable(LogRecord failure) {
    Instant now = time.instant();
    if (said != null && now.isBefore(said.plus(PAUSE))) {
      return false;
    }
    said = now;
    failure.setThrown(null);
    failure.setLevel(Level.WARNING);
    failure.setMessage(
        "The collector of traces does not take them, which is said once in %s minutes: %s"
            .formatted(PAUSE.toMinutes(), failure.getMessage()));
    return true;
  }
}
