package dev.gradtrace.web.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message.
 *
 * @param type such as {@code training_job.finished}
 * @param timestamp time of the event
 */
record MessageView(String type, Instant timestamp, DataView data) {

  /**
   * What the message is about.
   *
   * @param path relative to the service's base URL
   * @param counts of an experiment's runs by status
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DataView(
      String id,
      @Nullable String name,
      String status,
      String path,
      Instant createdAt,
      @Nullable Instant finishedAt,
      @Nullable Object result,
      @Nullable ErrorView error,
      @Nullable FindingView finding,
      @Nullable Map<String, Integer> counts) {}

  /** Why a job failed. */
  record ErrorView(String code, String message) {}

  /** A finding of the diagnosis. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FindingView(
      int epoch,
      long step,
      String rule,
      String severity,
      @Nullable String causedBy,
      String explanation) {}
}
