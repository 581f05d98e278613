package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.training.LearningRateSchedule;
import dev.gradtrace.training.LearningRateSchedule.Constant;
import dev.gradtrace.training.LearningRateSchedule.Cosine;
import dev.gradtrace.training.LearningRateSchedule.Exponential;
import dev.gradtrace.training.LearningRateSchedule.StepDecay;
import dev.gradtrace.training.UpdateRule;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "LearningRateSchedule", description = "How the learning rate changes during a run.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleRequest(
    @Schema(description = "Name of the schedule; see the catalogue.", example = "cosine")
        @OneOf(family = Family.SCHEDULE)
        String name,
    @Schema(description = "Of step: epochs between two changes. Default 10.", minimum = "1")
        @Nullable Integer everyEpochs,
    @Schema(
            description =
                "Of step and exponential: what the rate is multiplied by, above 0. Default 0.1 for step,"
                    + " 0.95 for exponential.")
        @Nullable Double factor,
    @Schema(
            description = "Of cosine: what remains of the rate at the end, in [0, 1]. Default 0.",
            minimum = "0",
            maximum = "1")
        @Nullable Double finalFactor,
    @Schema(
            description =
                "Steps over which the rate rises linearly: step t ≤ warmupSteps has t/warmupSteps of what the"
                    + " schedule says.",
            minimum = "0",
            defaultValue = "0")
        @Nullable Integer warmupSteps) {

  private static final String WARM_UP = "warmupSteps";

  public static final Choice<ScheduleRequest, LearningRateSchedule> CHOICE =
      Choice.<ScheduleRequest, LearningRateSchedule>of(
              "learning-rate schedule", ScheduleRequest.class)
          .with("constant", request -> new Constant(), WARM_UP)
          .with(
              "step",
              request ->
                  new StepDecay(
                      requireNonNullElse(request.everyEpochs, StepDecay.DEFAULT_EVERY_EPOCHS),
                      requireNonNullElse(request.factor, StepDecay.DEFAULT_FACTOR)),
              "everyEpochs",
              "factor",
              WARM_UP)
          .with(
              "exponential",
              request ->
                  new Exponential(requireNonNullElse(request.factor, Exponential.DEFAULT_FACTOR)),
              "factor",
              WARM_UP)
          .with(
              "cosine",
              request ->
                  new Cosine(requireNonNullElse(request.finalFactor, Cosine.DEFAULT_FINAL_FACTOR)),
              "finalFactor",
              WARM_UP);

  public LearningRateSchedule toSpec() {
    return CHOICE.make("name", name, this);
  }

  public static ScheduleRequest of(UpdateRule rule) {
    LearningRateSchedule schedule = rule.schedule();
    int warmup = rule.warmupSteps();
    String name = schedule.label();
    if (schedule instanceof StepDecay step) {
      return new ScheduleRequest(name, step.everyEpochs(), step.factor(), null, warmup);
    }
    if (schedule instanceof Exponential exponential) {
      return new ScheduleRequest(name, null, exponential.factor(), null, warmup);
    }
    Double finalFactor = schedule instanceof Cosine cosine ? cosine.finalFactor() : null;
    return new ScheduleRequest(name, null, null, finalFactor, warmup);
  }
}
