package dev.gradtrace.web.experiments;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;

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
    @Schema(description = "In the order of the experiment's runs.") List<ComparedCellView> cells,
    @JsonIgnore Table rows)
    implements Tabular {

  static ExperimentComparisonView of(Comparison comparison, ComparisonGrain grain) {
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
            .toList(),
        grain.rows(comparison));
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    rows.writeTo(table);
  }
}
