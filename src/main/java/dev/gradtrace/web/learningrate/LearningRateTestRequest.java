package dev.gradtrace.web.learningrate;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.Flattened;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.training.rate.RateRange;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "LearningRateTestRequest",
    description =
        "A training job whose learning rate is looked for; optimizer.learningRate,"
            + " learningRateSchedule, earlyStopping and trace are read and ignored; epochs are those"
            + " for which the suggestions are tried.")
record LearningRateTestRequest(
    @Flattened TrainingJobRequest job,
    @Schema(description = "The first rate, above 0.", defaultValue = "1e-7") @Nullable Double from,
    @Schema(description = "The last rate, above from.", defaultValue = "10") @Nullable Double to,
    @Schema(
            description = "Steps, one at each rate.",
            minimum = "10",
            maximum = "1000",
            defaultValue = "100")
        @Nullable Integer steps) {

  /**
   * A job and the rates to test.
   *
   * @param job its own rate does not matter
   */
  public record Question(JobSpec job, RateRange range) {}

  Question toSpec(Context context) {
    Faults faults = new Faults();
    JobSpec spec = faults.part("", job, given -> given.atAnyRate().toSpec(context));
    RateRange range =
        faults.<RateRange>part(
            "",
            () ->
                new RateRange(
                    requireNonNullElse(from, RateRange.DEFAULT_FROM),
                    requireNonNullElse(to, RateRange.DEFAULT_TO),
                    requireNonNullElse(steps, RateRange.DEFAULT_STEPS)));
    if (spec != null) {
      context.limits().requireStartWithinLimits(spec.training());
    }
    faults.throwIfAny();
    return new Question(faults.need(spec), faults.need(range));
  }
}
