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

/** What a list of runs is narrowed to, wherever they are trained. */
public record RunsQuery(
    @Parameter(description = "Only those of this status.") @OneOf(JobStatus.class)
        @Nullable String status) {

  /**
   * Which are listed.
   *
   * @param owner only those that belong to them; null for all
   * @throws dev.gradtrace.validation.InvalidSpec if there is no such status, or nothing could be
   *     found
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
