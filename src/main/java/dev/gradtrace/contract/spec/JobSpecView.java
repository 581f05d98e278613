package dev.gradtrace.contract.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.ClassWeightsRequest;
import dev.gradtrace.contract.EarlyStoppingRequest;
import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.OptimizerRequest;
import dev.gradtrace.contract.ScheduleRequest;
import dev.gradtrace.contract.TraceRequest;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.dataset.Scaling;
import dev.gradtrace.gradient.Cost;
import dev.gradtrace.job.spec.DataOrigin;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.training.Clipping;
import dev.gradtrace.training.TrainingSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "TrainingSpec",
    description = "What was asked for, in effective form: defaults filled in, repeat expanded.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobSpecView(
    @Schema(description = "What people call it; absent for nothing.") @Nullable String name,
    @Schema(description = "What people noted; absent for nothing.") @Nullable String notes,
    @Schema(description = "What people marked it with; absent for nothing.")
        @Nullable List<String> tags,
    NetworkRequest network,
    @Schema(description = "Name of the cost.") @OneOf(Cost.class) String cost,
    DataView dataset,
    @Schema(description = "Scaling of the inputs, fitted on the training part only.")
        @OneOf(Scaling.class)
        String scaling,
    @Schema(description = "Scaling of the targets, fitted on the training part only.")
        @OneOf(Scaling.class)
        String targetScaling,
    @Schema(description = "Share of the samples held back to judge by.") double validationFraction,
    @Schema(description = "The dataset to judge by, if one was given.")
        @Nullable DataView validation,
    OptimizerRequest optimizer,
    @Schema(description = "λ of cost + (λ/2n)‖w‖².") double l2,
    @Schema(description = "λ of cost + (λ/n)Σ|w|.") double l1,
    @Schema(
            description = "\"balanced\", or a number for each class; absent for 1 each.",
            implementation = ClassWeightsRequest.class)
        @Nullable Object classWeights,
    @Schema(description = "Largest norm of a unit's incoming weights; absent without a limit.")
        @Nullable Double maxNorm,
    @Schema(description = "Absent without a limit.") @Nullable Double gradientClipValue,
    @Schema(description = "Absent without a limit.") @Nullable Double gradientClipNorm,
    @Schema(description = "What that is the norm of; absent without a limit.")
        @OneOf(Clipping.Scope.class)
        @Nullable String gradientClipScope,
    ScheduleRequest learningRateSchedule,
    @Schema(description = "Samples per step.") int batchSize,
    @Schema(description = "Whether a last mini-batch that is not full is left out.")
        boolean dropLastBatch,
    @Schema(description = "Passes over the training samples.") int epochs,
    @Schema(description = "Whether samples come in a new order in each epoch.") boolean shuffle,
    @Schema(description = "Fixes initial parameters, split and shuffling.") long seed,
    @Schema(
            description =
                "Where the run started from, if that was given and is small: of more than 1000 numbers, GET …/parameters?at=start tells.")
        @Nullable List<ParametersView> parameters,
    @Schema(description = "When to stop before the last epoch; absent for never.")
        @Nullable EarlyStoppingRequest earlyStopping,
    TraceRequest trace) {

  /** Larger initial parameters are not repeated in answers. */
  private static final long MOST_PARAMETERS = 1000;

  public static JobSpecView of(JobSpec spec) {
    TrainingSpec training = spec.training();
    DataOrigin validation = spec.data().validation();
    Clipping clipping = training.rule().clipping();
    return new JobSpecView(
        spec.name(),
        spec.caption().notes(),
        spec.caption().tags().isEmpty() ? null : spec.caption().tags(),
        NetworkRequest.of(training.network()),
        training.cost().label(),
        DataView.of(spec.data().dataset()),
        Named.word(spec.data().scaling()),
        Named.word(spec.data().targetScaling()),
        spec.data().validationFraction(),
        validation == null ? null : DataView.of(validation),
        OptimizerRequest.of(training.optimizer()),
        training.l2(),
        training.l1(),
        ClassWeightsRequest.of(training.objective().classWeights()),
        training.rule().maxNorm(),
        clipping.value(),
        clipping.norm(),
        clipping.norm() == null ? null : Named.word(clipping.scope()),
        ScheduleRequest.of(training.rule()),
        training.batchSize(),
        training.passes().dropLastBatch(),
        training.epochs(),
        training.passes().shuffle(),
        training.seed(),
        parameters(training),
        training.earlyStopping() == null ? null : EarlyStoppingRequest.of(training.earlyStopping()),
        TraceRequest.of(spec.trace()));
  }

  private static @Nullable List<ParametersView> parameters(TrainingSpec training) {
    Parameters start = training.parameters();
    return start == null || training.network().parameterCount() > MOST_PARAMETERS
        ? null
        : ParametersView.of(training.network(), start);
  }
}
