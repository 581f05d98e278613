package dev.gradtrace.contract;

import dev.gradtrace.contract.parameters.LayerParametersRequest;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.JobSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "TrainingJobRequest", description = "What shall be trained, on what, and how.")
public record TrainingJobRequest(
    @Schema(description = "What people shall call it.", maxLength = 200, example = "xor")
        @Nullable String name,
    NetworkRequest network,
    @Schema(description = "Name of the cost; see the catalogue.", example = "quadratic")
        @OneOf(Cost.class)
        String cost,
    DatasetRequest dataset,
    @Schema(
            description = "Scaling of the inputs, fitted on the training part only.",
            defaultValue = "none")
        @OneOf(Scaling.class)
        @Nullable String scaling,
    @Schema(
            description =
                "Share of the samples held back to judge by: the last after a shuffle under the"
                    + " seed.",
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
    @Schema(
            description =
                "Whether a last mini-batch that is not full is left out; refused where none would"
                    + " be left.",
            defaultValue = "false")
        @Nullable Boolean dropLastBatch,
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
        @Nullable TraceRequest trace) {

  public JobSpec toSpec(Context context) {
    return TrainingJobTranslation.translate(this, context);
  }

  /**
   * The same job, whatever its learning rate, schedule, epochs, early stopping and trace are: these
   * are not looked at.
   */
  public TrainingJobRequest atAnyRate() {
    return new TrainingJobRequest(
        name,
        network,
        cost,
        dataset,
        scaling,
        validationFraction,
        validation,
        optimizer == null ? optimizer : optimizer.withoutLearningRate(),
        l2,
        gradientClipNorm,
        null,
        batchSize,
        dropLastBatch,
        null,
        shuffle,
        seed,
        parameters,
        null,
        TraceRequest.OF_ENDS);
  }
}
