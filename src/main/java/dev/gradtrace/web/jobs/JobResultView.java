package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.training.StopReason;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "JobResult", description = "How a run ended.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResultView(
    @Schema(description = "Mean cost over the training samples; null if it is not finite.")
        double trainingLoss,
    @Schema(description = "Share of training samples classified rightly; absent in a regression.")
        @Nullable Double trainingAccuracy,
    @Schema(description = "Mean cost over the validation samples; absent without them.")
        @Nullable Double validationLoss,
    @Schema(description = "Share of validation samples classified rightly; absent without them.")
        @Nullable Double validationAccuracy,
    @Schema(description = "Why the run ended.") @OneOf(StopReason.class) String stopReason,
    @Schema(
            description =
                "The step after which the figures were measured, the end of an epoch; a run that was"
                    + " ended early has taken more since. Absent where there are none.")
        @Nullable Long measuredAtStep) {

  public static JobResultView of(JobResult result) {
    return new JobResultView(
        result.trainingLoss(),
        measured(result.trainingAccuracy()),
        measured(result.validationLoss()),
        measured(result.validationAccuracy()),
        result.stopReason().label(),
        result.measuredAtStep() < 0 ? null : result.measuredAtStep());
  }

  /** Null for NaN, which stands for what was not measured. */
  static @Nullable Double measured(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
