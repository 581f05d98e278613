package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gradtrace.caption.Caption;
import dev.gradtrace.contract.Captions;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.NotifyRequest;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.experiment.Grid;
import dev.gradtrace.job.spec.JobSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

@Schema(
    name = "ExperimentRequest",
    description =
        "A grid of training jobs: one for every combination of the factors' values and every seed, at"
            + " most 500.")
record ExperimentRequest(
    @Schema(description = "Its name, for people.", maxLength = 200, example = "costs by depth")
        @Nullable String name,
    @Schema(description = "The question that it is to answer, for people.", maxLength = 2000)
        @Nullable String question,
    @Schema(description = Captions.NOTES, maxLength = Caption.LONGEST_NOTES) @Nullable String notes,
    @Schema(description = Captions.TAGS) @Size(max = Caption.MOST_TAGS) @Nullable List<String> tags,
    @Schema(
            implementation = TrainingJobRequest.class,
            description =
                "What all cells share; it may leave out what factors set, and holds at most 30000 values.")
        JsonNode base,
    @Schema(
            description =
                "What differs, in the order in which it is set; default: nothing, one cell.")
        @Size(max = Grid.MOST_FACTORS) @Nullable List<FactorRequest> factors,
    @Schema(
            description =
                "What every cell is run under; cells that share a seed and shapes share initial weights and"
                    + " batches. Default: the seed of the base.")
        @Size(min = 1, max = Grid.MOST_RUNS) @Nullable List<Long> seeds,
    @JsonProperty("notify")
        @Schema(
            description =
                "Where news are sent of the end of all runs, failed where the status is, and of"
                    + " findings of its runs; default: nowhere. Not in the base.")
        @Nullable NotifyRequest notification) {

  static final int LONGEST_QUESTION = 2000;

  /**
   * The experiment that was requested.
   *
   * @param check refuses a job whose data cannot be used
   */
  ExperimentSpec toSpec(Context context, Consumer<JobSpec> check) {
    return new ExperimentTranslation(context, check).translate(this);
  }
}
