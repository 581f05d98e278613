package dev.gradtrace.web.observed;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.History;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.JobSummary;
import dev.gradtrace.web.jobs.JobResultView;
import dev.gradtrace.web.jobs.ProgressView;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.jobs.SpecSummaryView;
import dev.gradtrace.web.jobs.TrainingJobView;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "ObservedRunSummary",
    description =
        "A run that is trained elsewhere, as lists show it; links/self has all of it, with what was asked for.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ObservedRunSummaryView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "The same.") String jobId,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "Where the run stands.") @OneOf(JobStatus.class) String status,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "RFC 3339, UTC.") @Nullable Instant startedAt,
    @Schema(description = "Null before that.") @Nullable Instant finishedAt,
    @Schema(description = "Step of the last point; null before the first.") @Nullable Long lastStep,
    ProgressView progress,
    @Schema(description = "Null before the run has ended.") @Nullable JobResultView result,
    @Schema(description = "Null unless the run failed.") TrainingJobView.@Nullable ErrorView error,
    SpecSummaryView spec,
    LinksView links)
    implements HasId {

  @Schema(name = "ObservedRunSummaryLinks", description = "Relative links of a run in a list.")
  record LinksView(
      @Schema(description = "Path of the run.") String self,
      @Schema(description = "Where to POST to end it.") String finish) {

    static LinksView of(String id) {
      String self = RunPaths.OBSERVED + "/" + id;
      return new LinksView(self, self + "/finish");
    }
  }

  static ObservedRunSummaryView of(JobSummary run) {
    History history = run.history();
    JobResult result = run.result();
    JobError error = run.error();
    return new ObservedRunSummaryView(
        run.id(),
        run.id(),
        run.spec().name(),
        requireNonNullElse(run.spec().tags(), List.of()),
        history.status().label(),
        history.createdAt(),
        history.startedAt(),
        history.finishedAt(),
        ObservedRunView.lastStep(run.progress().step()),
        ProgressView.of(run.progress()),
        result == null ? null : JobResultView.of(result),
        error == null ? null : TrainingJobView.ErrorView.of(error),
        SpecSummaryView.of(run.spec()),
        LinksView.of(run.id()));
  }
}
