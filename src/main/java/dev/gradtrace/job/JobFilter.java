package dev.gradtrace.job;

import dev.gradtrace.caption.CaptionSearch;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param owner only jobs that this owner created; null for all
 * @param status only jobs in this status; null for all
 * @param after only jobs accepted before the one with this id, which need not exist any more; null
 *     for all
 * @param search only jobs whose captions match
 */
public record JobFilter(
    @Nullable String owner,
    @Nullable JobStatus status,
    @Nullable String after,
    CaptionSearch search) {

  /** All jobs in a status; null for all. */
  public static JobFilter of(@Nullable JobStatus status) {
    return new JobFilter(null, status, null, CaptionSearch.ANY);
  }
}
