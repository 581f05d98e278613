package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.spec.JobSpecView;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "TrainingJob", description = "A training job as it is now.")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TrainingJobView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "What people noted; null for nothing.") @Nullable String notes,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "Where the job stands; the last three are final.") @OneOf(JobStatus.class)
        String status,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "When a worker took it up; null before that.")
        @Nullable Instant startedAt,
    @Schema(description = "Null before that.") @Nullable Instant finishedAt,
    ProgressView progress,
    @Schema(description = "Null before the run has ended.") @Nullable JobResultView result,
    @Schema(description = "Null unless the job failed.") @Nullable ErrorView error,
    @Schema(description = "Every status it has had, the present one last.")
        List<StatusTransitionView> statusTransitions,
    @JsonProperty("notify") @Schema(description = "Null for nowhere.")
        @Nullable NotifyView notification,
    JobSpecView spec,
    LinksView links)
    implements HasId {

  @Schema(name = "JobError", description = "Why a job failed.")
  public record ErrorView(
      @Schema(description = "What went wrong, for programs.") @OneOf(JobError.Code.class)
          String code,
      @Schema(description = "What went wrong, for people.") String message) {

    public static ErrorView of(JobError error) {
      return new ErrorView(error.code().label(), error.message());
    }
  }

  @Schema(name = "JobLinks", description = "Relative links to what belongs to the job.")
  public record LinksView(
      @Schema(description = "Path of the job.") String self,
      @Schema(description = "Path of its loss curve.") String lossCurve,
      @Schema(description = "Path of its gradient trace.") String gradientTrace,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(description = "Path of its curvature; absent where that is not recorded.")
          @Nullable String curvature,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(description = "Path of its distributions; absent where none are recorded.")
          @Nullable String distributions,
      @Schema(description = "Path of its events.") String events,
      @Schema(description = "Path of what was told of it.") String deliveries,
      @Schema(description = "Path of its weights and biases.") String parameters,
      @Schema(description = "Path of its diagnosis.") String diagnosis,
      @Schema(description = "Path of its files, to be asked with a format.") String export,
      @Schema(description = "Where to POST inputs for its network.") String predictions,
      @Schema(description = "Where to POST to try the remedies of its diagnosis.") String remedies,
      @Schema(description = "Where to POST to cancel it.") String cancel) {

    static LinksView of(TrainingJob job) {
      String self = TrainingJobsController.PATH + "/" + job.id();
      TraceSpec trace = job.spec().trace();
      return new LinksView(
          self,
          self + "/loss-curve",
          self + "/gradient-trace",
          trace.steps().curvaturePoints() > 0 ? self + "/curvature" : null,
          trace.distributions().isNone() ? null : self + "/distributions",
          self + "/events",
          self + "/deliveries",
          self + "/parameters",
          self + "/diagnosis",
          self + "/export",
          self + "/predictions",
          self + "/remedies",
          self + "/cancel");
    }
  }

  static TrainingJobView of(TrainingJob job, @Nullable NotifyView notification) {
    JobResult result = job.result();
    JobError error = job.error();
    return new TrainingJobView(
        job.id(),
        job.spec().name(),
        job.spec().caption().notes(),
        job.spec().caption().tags(),
        job.status().label(),
        job.createdAt(),
        job.startedAt(),
        job.finishedAt(),
        ProgressView.of(job.progress()),
        result == null ? null : JobResultView.of(result),
        error == null ? null : ErrorView.of(error),
        job.transitions().stream().map(StatusTransitionView::of).toList(),
        notification,
        JobSpecView.of(job.spec()),
        LinksView.of(job));
  }
}
