package dev.gradtrace.web.diagnoses;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.DatasetRequest;
import dev.gradtrace.contract.EarlyStoppingRequest;
import dev.gradtrace.contract.LayerParametersRequest;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.contract.ScheduleRequest;
import dev.gradtrace.contract.TraceRequest;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "DiagnosisRequest",
    description = "A training job that shall be looked at before it is trained.")
public record DiagnosisRequest(
    @Schema(description = "What people shall call it.", maxLength = 200, example = "xor")
        @Nullable String name,
    NetworkRequest network,
    @Schema(description = "Name of the cost; see the catalogue.", example = "quadratic")
        String cost,
    DatasetRequest dataset,
    @Schema(
            description = "Scaling of the inputs, fitted on the training part only.",
            defaultValue = "none")
        @Nullable String scaling,
    @Schema(
            description =
                "Share of the samples held back to judge by: the last after a shuffle under the seed.",
            minimum = "0",
            defaultValue = "0")
        @Nullable Double validationFraction,
    @Schema(description = "A dataset to judge by, instead of validationFraction.")
        @Nullable DatasetRequest validation,
    OptimizerRequest optimizer,
    @Schema(
            description =
                "λ of cost + (λ/2n)‖w‖², n the number of training samples, biases untouched.",
            minimum = "0",
            defaultValue = "0")
        @Nullable Double l2,
    @Schema(description = "Largest norm of the whole gradient, above 0; default: no limit.")
        @Nullable Double gradientClipNorm,
    @Schema(description = "How the learning rate changes; default: not at all.")
        @Nullable ScheduleRequest learningRateSchedule,
    @Schema(description = "Samples per step.", minimum = "1", defaultValue = "32")
        @Nullable Integer batchSize,
    @Schema(description = "Passes over the training samples.", minimum = "1", defaultValue = "1")
        @Nullable Integer epochs,
    @Schema(
            description = "Whether samples come in a new order in each epoch.",
            defaultValue = "true")
        @Nullable Boolean shuffle,
    @Schema(
            description = "Fixes initial parameters, split and shuffling, to the last bit.",
            defaultValue = "0")
        @Nullable Long seed,
    @Schema(description = "Weights and biases to start from, layers 1…L; default: from the seed.")
        @Nullable List<LayerParametersRequest> parameters,
    @Schema(description = "When to stop before the last epoch; default: never.")
        @Nullable EarlyStoppingRequest earlyStopping,
    @Schema(
            description =
                "Which steps the gradient trace keeps; default: at most 500, spread over the run.")
        @Nullable TraceRequest trace,
    @Schema(
            description = "Most steps of the short run; default: as many as a second or so allows.",
            minimum = "1")
        @Nullable Long budgetSteps) {

  private static final long NO_STEPS_GIVEN = Long.MAX_VALUE;

  /**
   * A job to look at.
   *
   * @param steps most steps of the short run
   */
  public record Question(JobSpec spec, long steps) {}

  Question toSpec(Context context) {
    Faults faults = new Faults();
    JobSpec spec = faults.part("", job(), job -> job.toSpec(context));
    long steps = budgetSteps == null ? NO_STEPS_GIVEN : budgetSteps;
    faults.unless(steps >= 1, "budgetSteps", "must be at least 1, was %d", steps);
    if (spec != null) {
      context.limits().requireShortLook(spec.training());
    }
    faults.throwIfAny();
    return new Question(faults.need(spec), steps);
  }

  private TrainingJobRequest job() {
    return new TrainingJobRequest(
        name,
        network,
        cost,
        dataset,
        scaling,
        validationFraction,
        validation,
        optimizer,
        l2,
        gradientClipNorm,
        learningRateSchedule,
        batchSize,
        epochs,
        shuffle,
        seed,
        parameters,
        earlyStopping,
        trace);
  }
}
