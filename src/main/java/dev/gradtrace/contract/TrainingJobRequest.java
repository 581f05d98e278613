package dev.gradtrace.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.parameters.LayerParametersRequest;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.notification.Subscription;
import dev.gradtrace.training.Clipping;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

@Schema(name = "TrainingJobRequest", description = "A network, its data, and how to train it.")
public record TrainingJobRequest(
    @Schema(description = "Its name, for people.", maxLength = 200, example = "xor")
        @Nullable String name,
    @Schema(description = Captions.NOTES, maxLength = Caption.LONGEST_NOTES) @Nullable String notes,
    @Schema(description = Captions.TAGS) @Size(max = Caption.MOST_TAGS) @Nullable List<String> tags,
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
                "Scaling of the targets of a regression, fitted on the training part only, undone in"
                    + " predictions and exports; losses are those of the scaled targets.",
            defaultValue = "none")
        @OneOf(Scaling.class)
        @Nullable String targetScaling,
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
    @Schema(
            description =
                "λ of cost + (λ/n)Σ|w|, n the number of training samples, biases untouched; its"
                    + " derivative is 0 at 0.",
            minimum = "0",
            defaultValue = "0")
        @Nullable Double l1,
    @Schema(
            description =
                "What each sample's cost is multiplied by in training, by its class: \"balanced\" for"
                    + " n/(classes·count) of the training part, or a number above 0 for each class."
                    + " Losses of validation are not weighted. Default: 1 each.",
            implementation = ClassWeightsRequest.class)
        @Nullable JsonNode classWeights,
    @Schema(
            description =
                "Largest norm of a unit's incoming weights, which are shortened to it after each"
                    + " update; above 0; default: no limit.")
        @Nullable Double maxNorm,
    @Schema(
            description =
                "Largest magnitude of each entry of the gradient, above 0, before gradientClipNorm;"
                    + " default: no limit.")
        @Nullable Double gradientClipValue,
    @Schema(
            description =
                "Largest norm of the gradient, penalties included, above 0; default: no limit.")
        @Nullable Double gradientClipNorm,
    @Schema(
            description =
                "What gradientClipNorm is the norm of: everything that is trained, or that of each"
                    + " layer.",
            defaultValue = "global")
        @OneOf(Clipping.Scope.class)
        @Nullable String gradientClipScope,
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
        @Nullable TraceRequest trace,
    @JsonProperty("notify") @Schema(description = TrainingJobRequest.NOTIFY)
        @Nullable NotifyRequest notification) {

  public static final String NOTIFY = "Where news are sent; default: nowhere.";

  /** The subscription sent with the job; null for none. */
  public @Nullable Subscription subscription(Context context) {
    return NotifyRequest.toSpec(notification, context);
  }

  public JobSpec toSpec(Context context) {
    return TrainingJobTranslation.translate(this, context);
  }

  /**
   * The specification of a stored job, not checked against present limits and datasets.
   *
   * @param jobId finds rows stored beside the specification
   */
  public JobSpec restore(String jobId) {
    return TrainingJobTranslation.restore(this, jobId);
  }

  /**
   * The specification of a stored job that was patched, within the present limits.
   *
   * @param samples of its dataset
   */
  public JobSpec revise(String jobId, int samples, Limits limits) {
    return TrainingJobTranslation.revise(this, jobId, samples, limits);
  }

  /**
   * The same job without learning rate, schedule, early stopping and trace, which are then not
   * checked.
   */
  public TrainingJobRequest atAnyRate() {
    return new TrainingJobRequest(
        name,
        notes,
        tags,
        network,
        cost,
        dataset,
        scaling,
        targetScaling,
        validationFraction,
        validation,
        optimizer == null ? optimizer : optimizer.withoutLearningRate(),
        l2,
        l1,
        classWeights,
        maxNorm,
        gradientClipValue,
        gradientClipNorm,
        gradientClipScope,
        null,
        batchSize,
        dropLastBatch,
        epochs,
        shuffle,
        seed,
        parameters,
        null,
        TraceRequest.OF_ENDS,
        null);
  }
}
