package dev.gradtrace.web.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of the service: each kind at most once a minute. Failures with the same class and
 * the same line of origin are of one kind.
 */
final class FailureLog {

  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final InstantSource time;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  FailureLog(InstantSource time) {
    this.time = time;
  }

  /**
   * The last log entry of a kind.
   *
   * @param id of the entry
   * @param since failures of this kind after it
   */
  private record Told(String id, Instant at, long since) {}

  /**
   * Logs an error with its stack trace.
   *
   * @return the id of the log entry
   */
  String error(Throwable failure) {
    Told before = told.get(kind(failure));
    Told now = next(failure);
    if (now.since == 0) {
      LOG.error("Error {}{}", now.id, andMore(before), failure);
    }
    return now.id;
  }

  /** Logs a failure without a stack trace. */
  void warn(String what, Throwable failure) {
    Told before = told.get(kind(failure));
    if (next(failure).since == 0) {
      LOG.warn("{}: {}{}", what, failure.toString(), andMore(before));
    }
  }

  private Told next(Throwable failure) {
    Instant now = time.instant();
    return told.merge(
        kind(failure),
        new Told(UUID.randomUUID().toString(), now, 0),
        (last, first) ->
            now.isBefore(last.at.plus(SILENCE))
                ? new Told(last.id, last.at, last.since + 1)
                : first);
  }

  private static String andMore(@Nullable Told before) {
    return before == null || before.since == 0
        ? ""
        : " (and %s more since %s, of %s)".formatted(before.since, before.at, before.id);
  }

  private static String kind(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
  }
}
