package dev.gradtrace.web.jobs;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.History;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "TrainingJobSummary",
    description =
        "A training job as lists show it; links/self has all of it, with its statuses and what was asked for.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record TrainingJobSummaryView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "Where the job stands; the last three are final.") @OneOf(JobStatus.class)
        String status,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "When a worker took it up; null before that.")
        @Nullable Instant startedAt,
    @Schema(description = "Null before that.") @Nullable Instant finishedAt,
    ProgressView progress,
    @Schema(description = "Null before the run has ended.") @Nullable JobResultView result,
    @Schema(description = "Null unless the job failed.") TrainingJobView.@Nullable ErrorView error,
    SpecSummaryView spec,
    LinksView links)
    implements HasId {

  @Schema(name = "JobSummaryLinks", description = "Relative links of a job in a list.")
  record LinksView(
      @Schema(description = "Path of the job.") String self,
      @Schema(description = "Where to POST to cancel it.") String cancel) {

    static LinksView of(String id) {
      String self = TrainingJobsController.PATH + "/" + id;
      return new LinksView(self, self + "/cancel");
    }
  }

  static TrainingJobSummaryView of(JobSummary job) {
    History history = job.history();
    JobResult result = job.result();
    JobError error = job.error();
    return new TrainingJobSummaryView(
        job.id(),
        job.spec().name(),
        requireNonNullElse(job.spec().tags(), List.of()),
        history.status().label(),
        history.createdAt(),
        history.startedAt(),
        history.finishedAt(),
        ProgressView.of(job.progress()),
        result == null ? null : JobResultView.of(result),
        error == null ? null : TrainingJobView.ErrorView.of(error),
        SpecSummaryView.of(job.spec()),
        LinksView.of(job.id()));
  }
}
