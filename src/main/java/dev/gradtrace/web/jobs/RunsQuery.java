package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.Names;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.JobFilter;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.web.operation.CaptionQuery;
import dev.gradtrace.web.operation.PageQuery;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Filters of a list of runs of either kind. */
public record RunsQuery(
    @Parameter(description = "Only those of this status.") @OneOf(JobStatus.class)
        @Nullable String status) {

  /**
   * The filter.
   *
   * @param owner only runs that this owner created; null for all
   * @throws dev.gradtrace.validation.InvalidSpec if there is no such status, or the search cannot
   *     match anything
   */
  public JobFilter toSpec(@Nullable String owner, CaptionQuery captions, PageQuery page) {
    return new JobFilter(
        owner,
        status == null ? null : Names.STATUSES.get("status", status),
        page.after(),
        captions.search());
  }

  /** The link to the list. */
  public UriComponentsBuilder list(String path, CaptionQuery captions) {
    UriComponentsBuilder list = captions.list(path);
    return status == null ? list : list.queryParam("status", status);
  }
}
