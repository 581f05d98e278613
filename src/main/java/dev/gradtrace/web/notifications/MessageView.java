package dev.gradtrace.web.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message.
 *
 * @param type as {@code training_job.finished}
 * @param timestamp when it happened
 */
record MessageView(String type, Instant timestamp, DataView data) {

  /**
   * What it is about.
   *
   * @param path of what it is about, relative to the service
   * @param counts of an experiment: how many of its runs stand where
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

  /** What seems wrong with a run. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FindingView(
      int epoch,
      long step,
      String rule,
      String severity,
      @Nullable String causedBy,
      String explanation) {}
}
