package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.ComparedCell;
import dev.gradtrace.experiment.ComparedCell.ComparedLayer;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Figure;
import dev.gradtrace.experiment.Measure;
import dev.gradtrace.experiment.Plan;
import dev.gradtrace.experiment.Run;
import dev.gradtrace.job.JobResult;
import dev.gradtrace.web.media.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rows of a comparison's tables; each begins with the cell and its factors. */
final class ComparisonRows {

  private final Comparison comparison;
  private final Plan plan;
  private final FactorNames factors;
  private final boolean isTitled;

  ComparisonRows(Comparison comparison) {
    this.comparison = comparison;
    this.plan = comparison.experiment().plan();
    this.factors = FactorNames.of(plan);
    this.isTitled = comparison.cells().stream().anyMatch(cell -> plan.title(cell.cell()) != null);
  }

  /** A row for each cell, layer and metric; metrics of whole networks have no layer. */
  Table ofMetrics() {
    List<String> columns = cellColumns();
    columns.addAll(List.of("layer", "metric", "mean", "sd", "n", "ratio"));
    return new Table(
        columns,
        comparison.cells().stream().flatMap(cell -> Stream.concat(figures(cell), layers(cell))));
  }

  private Stream<@Nullable Object[]> figures(ComparedCell cell) {
    return cell.figures().entrySet().stream()
        .map(figure -> row(cell, null, figure.getKey().label(), figure.getValue()));
  }

  private Stream<@Nullable Object[]> layers(ComparedCell cell) {
    return cell.layers().stream().flatMap(layer -> metrics(cell, layer));
  }

  private Stream<@Nullable Object[]> metrics(ComparedCell cell, ComparedLayer layer) {
    return layer.metrics().entrySet().stream()
        .map(metric -> row(cell, layer.layer(), metric.getKey().label(), metric.getValue()));
  }

  private @Nullable Object[] row(
      ComparedCell cell, @Nullable Integer layer, String metric, Measure measure) {
    List<@Nullable Object> row = cellOf(cell.cell());
    row.add(layer);
    row.add(metric);
    row.addAll(List.of(measure.mean(), measure.sd(), measure.n(), measure.ratio()));
    return row.toArray();
  }

  /** A row for each run; metrics are empty unless the run has succeeded. */
  Table ofRuns() {
    List<String> columns = cellColumns();
    columns.addAll(List.of("seed", "runId", "jobId", "status", "stopReason"));
    Arrays.stream(Figure.values()).map(Figure::label).forEach(columns::add);
    return new Table(
        columns,
        comparison.cells().stream()
            .flatMap(cell -> cell.runs().stream().map(run -> row(cell, run))));
  }

  private @Nullable Object[] row(ComparedCell cell, Run run) {
    JobResult result = run.outcome() == null ? null : run.outcome().result();
    List<@Nullable Object> row = cellOf(cell.cell());
    row.addAll(Arrays.asList(run.seed(), run.id(), run.jobId(), RunView.status(run)));
    row.add(result == null ? null : result.stopReason().label());
    Map<Figure, Double> figures = cell.measured().getOrDefault(run, Map.of());
    for (Figure figure : Figure.values()) {
      row.add(figures.get(figure));
    }
    return row.toArray();
  }

  private List<String> cellColumns() {
    List<String> columns = new ArrayList<>(List.of("cell"));
    if (isTitled) {
      columns.add("title");
    }
    columns.addAll(factors.byPointer().values());
    return columns;
  }

  /**
   * Index, title and factors of a cell; a factor is empty if the cell sets nothing there, or
   * removes the member.
   */
  private List<@Nullable Object> cellOf(int cell) {
    List<@Nullable Object> cells = new ArrayList<>(List.of(cell));
    if (isTitled) {
      cells.add(plan.title(cell));
    }
    Map<String, JsonNode> settings = ExperimentView.settings(plan, cell);
    factors.byPointer().keySet().forEach(pointer -> cells.add(plain(settings.get(pointer))));
    return cells;
  }

  private static @Nullable String plain(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
