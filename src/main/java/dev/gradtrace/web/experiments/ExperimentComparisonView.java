package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

@Schema(
    name = "ExperimentComparison",
    description = "The cells of an experiment against one of them.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExperimentComparisonView(
    @Schema(description = "Id of the experiment.") String experimentId,
    @Schema(description = "Whether all jobs have ended, so that no more will come.")
        boolean complete,
    @Schema(description = "runId of the first run of the cell the others are compared with.")
        String baseline,
    @Schema(description = "The training loss to reach; null if the baseline has none yet.")
        double loss,
    @Schema(description = "In the order of the experiment's runs.") List<ComparedCellView> cells)
    implements Tabular {

  static ExperimentComparisonView of(Comparison comparison) {
    Experiment experiment = comparison.experiment();
    String baseline =
        experiment.runs().stream()
            .filter(run -> run.cell() == comparison.baseline())
            .map(Run::id)
            .findFirst()
            .orElseThrow();
    return new ExperimentComparisonView(
        experiment.id(),
        experiment.hasEnded(),
        baseline,
        comparison.loss(),
        comparison.cells().stream()
            .map(cell -> ComparedCellView.of(experiment.plan(), cell))
            .toList());
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table.cell("cell");
    for (String pointer : pointers()) {
      table.cell(pointer);
    }
    table.cell("layer").cell("metric").cell("mean").cell("sd").cell("n").cell("ratio").endRow();
    for (ComparedCellView cell : cells) {
      for (Map.Entry<String, MeasureView> figure : cell.figures().entrySet()) {
        begin(table, cell);
        table.empty().cell(figure.getKey());
        figure.getValue().writeTo(table);
        table.endRow();
      }
      for (ComparedCellView.ComparedLayerView layer : cell.layers()) {
        for (Map.Entry<String, MeasureView> metric : layer.metrics().entrySet()) {
          begin(table, cell);
          table.cell(layer.layer()).cell(metric.getKey());
          metric.getValue().writeTo(table);
          table.endRow();
        }
      }
    }
  }

  private Set<String> pointers() {
    Set<String> pointers = new LinkedHashSet<>();
    cells.forEach(cell -> pointers.addAll(cell.factors().keySet()));
    return pointers;
  }

  /** A cell that sets nothing at a pointer leaves its column empty. */
  private void begin(CsvWriter table, ComparedCellView cell) throws IOException {
    table.cell(cell.cell());
    for (String pointer : pointers()) {
      JsonNode value = cell.factors().get(pointer);
      if (value == null) {
        table.empty();
      } else {
        table.cell(value.isString() ? value.asString() : value.toString());
      }
    }
  }
}
