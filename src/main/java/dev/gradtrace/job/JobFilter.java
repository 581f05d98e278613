package dev.gradtrace.job;

import dev.gradtrace.caption.CaptionSearch;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are listed.
 *
 * @param owner only those that belong to them; null for all
 * @param status only those that stand there; null for all
 * @param after only those that were accepted before the job with this id, which may be gone; null
 *     for all
 * @param search only those of which that was said
 */
public record JobFilter(
    @Nullable String owner,
    @Nullable JobStatus status,
    @Nullable String after,
    CaptionSearch search) {

  /** All that stand there; null for all. */
  public static JobFilter of(@Nullable JobStatus status) {
    return new JobFilter(null, status, null, CaptionSearch.ANY);
  }
}
