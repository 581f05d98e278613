package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.training.EarlyStopping;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "EarlyStopping",
    description = "Ends a run once a metric, measured after each epoch, has stopped improving.")
public record EarlyStoppingRequest(
    @Schema(description = "What is watched.", example = "validation_loss")
        @OneOf(EarlyStopping.StoppingMetric.class)
        String metric,
    @Schema(
            description = "Epochs without improvement after which the run ends.",
            minimum = "0",
            defaultValue = "1")
        @Nullable Integer patience,
    @Schema(
            description = "Improvements no larger than this do not count.",
            minimum = "0",
            defaultValue = "0")
        @Nullable Double minDelta) {

  public EarlyStopping toSpec() {
    Faults faults = new Faults();
    EarlyStopping.StoppingMetric watched =
        faults.part("", metric, name -> Names.STOPPING_METRICS.get("metric", name));
    EarlyStopping rule =
        faults.<EarlyStopping>part(
            "",
            () ->
                new EarlyStopping(
                    requireNonNullElse(watched, EarlyStopping.StoppingMetric.TRAINING_LOSS),
                    requireNonNullElse(patience, EarlyStopping.DEFAULT_PATIENCE),
                    requireNonNullElse(minDelta, EarlyStopping.DEFAULT_MIN_DELTA)));
    faults.throwIfAny();
    faults.need(watched);
    return faults.need(rule);
  }

  public static EarlyStoppingRequest of(EarlyStopping rule) {
    return new EarlyStoppingRequest(rule.metric().label(), rule.patience(), rule.minDelta());
  }
}
