package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.experiment.ComparedCell;
import dev.gradtrace.experiment.ComparedCell.ComparedLayer;
import dev.gradtrace.experiment.Plan;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.job.JobOutcome;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.training.StopReason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

@Schema(name = "ComparedCell", description = "A cell: the same factors under all seeds.")
record ComparedCellView(
    @Schema(description = "Number of the cell, from 0.") int cell,
    @Schema(description = "What people call the cell; absent where the factors say all.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String title,
    @Schema(description = "What is set in the body of the job, by pointer; null if removed.")
        Map<String, JsonNode> factors,
    @Schema(description = "Number of runs.") int runs,
    @Schema(description = "Of these, succeeded; the figures are theirs.") int succeeded,
    @Schema(description = "Of these, failed, for whatever reason.") int failed,
    @Schema(description = "Of those that failed, reached a loss that is not finite.") int diverged,
    @Schema(description = "Of these, their job was deleted.") int deleted,
    @Schema(
            description =
                "Of the whole network: final trainingLoss, trainingAccuracy, validationLoss, validationAccuracy;"
                    + " epochsToLoss, of the n runs that reach the loss; slopePerLayer, slopePerBlock and"
                    + " costGradientLog10 at the first and the last recorded step; noiseScale at the last;"
                    + " slopePerLayerForecast, for inputs of variance 1 and weights that are drawn.")
        Map<String, MeasureView> figures,
    @Schema(description = "Layers 1…L at the step; empty before a run has succeeded.")
        List<ComparedLayerView> layers) {

  @Schema(
      name = "ComparedLayer",
      description = "A layer at the first step, or at the one that was asked for.")
  record ComparedLayerView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "By the name of the metric; see the catalogue.")
          Map<String, MeasureView> metrics) {

    static ComparedLayerView of(ComparedLayer layer) {
      Map<String, MeasureView> metrics = new LinkedHashMap<>();
      layer
          .metrics()
          .forEach((metric, measure) -> metrics.put(metric.label(), MeasureView.of(measure)));
      return new ComparedLayerView(layer.layer(), layer.units(), layer.activation(), metrics);
    }
  }

  static ComparedCellView of(Plan plan, ComparedCell cell) {
    Map<String, MeasureView> figures = new LinkedHashMap<>();
    cell.figures()
        .forEach((figure, measure) -> figures.put(figure.label(), MeasureView.of(measure)));
    return new ComparedCellView(
        cell.cell(),
        plan.title(cell.cell()),
        ExperimentView.settings(plan, cell.cell()),
        cell.runs().size(),
        count(cell, run -> run.is(JobStatus.SUCCEEDED)),
        count(cell, run -> run.is(JobStatus.FAILED)),
        count(cell, run -> hasDiverged(run.outcome())),
        count(cell, run -> run.outcome() == null),
        figures,
        cell.layers().stream().map(ComparedLayerView::of).toList());
  }

  private static int count(ComparedCell cell, Predicate<Run> condition) {
    return (int) cell.runs().stream().filter(condition).count();
  }

  private static boolean hasDiverged(@Nullable JobOutcome outcome) {
    return outcome != null
        && outcome.result() != null
        && outcome.result().stopReason() == StopReason.DIVERGED;
  }
}
