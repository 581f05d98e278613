package dev.gradtrace.web.observed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.spec.JobSpecView;
import dev.gradtrace.gradient.Mode;
import dev.gradtrace.job.JobError;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.trace.TraceSpec;
import dev.gradtrace.web.jobs.JobResultView;
import dev.gradtrace.web.jobs.NotifyView;
import dev.gradtrace.web.jobs.ProgressView;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.jobs.StatusTransitionView;
import dev.gradtrace.web.jobs.TrainingJobView;
import dev.gradtrace.web.operation.HasId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "ObservedRun", description = "A run that is trained elsewhere, as it is now.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ObservedRunView(
    @Schema(description = "Sorts by the time of creation.") String id,
    @Schema(description = "The same.") String jobId,
    @Schema(description = "What people call it; null for nothing.") @Nullable String name,
    @Schema(description = "What people noted; null for nothing.") @Nullable String notes,
    @Schema(description = "What people marked it with.") List<String> tags,
    @Schema(description = "Where the run stands.") @OneOf(JobStatus.class) String status,
    @Schema(description = "RFC 3339, UTC.") Instant createdAt,
    @Schema(description = "RFC 3339, UTC.") @Nullable Instant startedAt,
    @Schema(description = "Null before that.") @Nullable Instant finishedAt,
    @Schema(description = "Step of the last point; null before the first.") @Nullable Long lastStep,
    ProgressView progress,
    @Schema(description = "Null before the run has ended.") @Nullable JobResultView result,
    @Schema(description = "Null unless the run failed.") TrainingJobView.@Nullable ErrorView error,
    @Schema(description = "Every status it has had, the present one last.")
        List<StatusTransitionView> statusTransitions,
    @JsonProperty("notify") @Schema(description = "Null for nowhere.")
        @Nullable NotifyView notification,
    @Schema(description = "How the network is evaluated.") @OneOf(Mode.class) String mode,
    JobSpecView spec,
    LinksView links)
    implements HasId {

  @Schema(name = "ObservedRunLinks", description = "Relative links to what belongs to the run.")
  record LinksView(
      @Schema(description = "Path of the run.") String self,
      @Schema(description = "Path of its loss curve.") String lossCurve,
      @Schema(description = "Path of its gradient trace.") String gradientTrace,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(description = "Path of its curvature; absent where that is not kept.")
          @Nullable String curvature,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(description = "Path of its distributions; absent where none are kept.")
          @Nullable String distributions,
      @Schema(description = "Path of its events.") String events,
      @Schema(description = "Path of what was told of it.") String deliveries,
      @Schema(description = "Path of its weights and biases.") String parameters,
      @Schema(description = "Path of its diagnosis.") String diagnosis,
      @Schema(description = "Path of its files, to be asked with a format.") String export,
      @Schema(description = "Where to POST inputs for its network.") String predictions,
      @Schema(description = "Below which to PUT the parameters of a step.") String steps,
      @Schema(description = "Where to POST to end it.") String finish) {

    static LinksView of(TrainingJob run) {
      String self = RunPaths.OBSERVED + "/" + run.id();
      TraceSpec trace = run.spec().trace();
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
          self + "/steps",
          self + "/finish");
    }
  }

  static ObservedRunView of(TrainingJob run, Mode mode, @Nullable NotifyView notification) {
    JobResult result = run.result();
    JobError error = run.error();
    return new ObservedRunView(
        run.id(),
        run.id(),
        run.spec().name(),
        run.spec().caption().notes(),
        run.spec().caption().tags(),
        run.status().label(),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt(),
        lastStep(run.progress().step()),
        ProgressView.of(run.progress()),
        result == null ? null : JobResultView.of(result),
        error == null ? null : TrainingJobView.ErrorView.of(error),
        run.transitions().stream().map(StatusTransitionView::of).toList(),
        notification,
        Named.word(mode),
        JobSpecView.of(run.spec()),
        LinksView.of(run));
  }

  static @Nullable Long lastStep(long step) {
    return step < 0 ? null : (Long) step;
  }
}
