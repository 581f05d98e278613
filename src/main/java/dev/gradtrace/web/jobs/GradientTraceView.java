package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Stepwise;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param grain what a row of the table is; null for layers in CSV, and for steps with all their
 *     layers in JSON lines
 */
@Schema(
    name = "GradientTrace",
    description =
        "What the gradient did in every layer at the kept steps of a run, before each step's update. All"
            + " arrays of one answer have one length.")
record GradientTraceView(
    @Schema(description = "Id of the job.") String jobId,
    @Schema(description = "Whether the job is finished, so that no more will come.")
        boolean complete,
    @Schema(description = "Number of the step, from 1.") long[] step,
    @Schema(description = "The epoch of the step, from 1.") int[] epoch,
    @Schema(description = "Mean cost over the mini-batch of the step.") double[] loss,
    FlowSeriesView flow,
    @Schema(description = "The layers asked for.") List<LayerSeriesView> layers,
    @JsonIgnore @Nullable TraceGrain grain)
    implements Tabular, Stepwise {

  /** Besides those of the layers. */
  static final int NUMBERS_PER_STEP = 5;

  private static final List<String> STEP_COLUMNS =
      List.of("step", "epoch", "loss", "slopePerLayer", "costGradientLog10");

  @Schema(name = "FlowSeries", description = "How the gradient flowed through the whole network.")
  record FlowSeriesView(
      @Schema(
              description =
                  "Slope of the line through deltaLog10 over the hidden layers, in decades per layer;"
                      + " positive: shrinking towards the input.")
          double[] slopePerLayer,
      @Schema(description = "log₁₀ ‖∂C/∂aᴸ‖_F.") double[] costGradientLog10) {}

  @Schema(name = "LayerSeries", description = "What was measured of one layer.")
  record LayerSeriesView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "By the name of the metric; see the catalogue.")
          Map<String, double[]> metrics) {}

  /**
   * @param all what the query selects, of all steps
   */
  static GradientTraceView of(
      TrainingJob job, GradientTrace all, TraceQuery query, @Nullable TraceGrain grain) {
    NetworkSpec network = all.network();
    List<Metric> metrics = query.chosenMetrics();
    List<Integer> layers = query.chosenLayers(network);
    GradientTrace trace = query.chosenSteps(all);
    return new GradientTraceView(
        job.id(),
        job.status().isFinished(),
        trace.steps(),
        trace.epochs(),
        trace.losses(),
        new FlowSeriesView(trace.slopesPerLayer(), trace.costGradientsLog10()),
        layers.stream().map(l -> layer(l, network, metrics, trace)).toList(),
        grain);
  }

  private static LayerSeriesView layer(
      int l, NetworkSpec network, List<Metric> metrics, GradientTrace trace) {
    Map<String, double[]> series = new LinkedHashMap<>();
    metrics.forEach(metric -> series.put(metric.label(), trace.series(l, metric)));
    return new LayerSeriesView(l, network.width(l), network.layer(l).activation().label(), series);
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table().writeTo(table);
  }

  private Table table() {
    IntStream steps = IntStream.range(0, step.length);
    if (grain == TraceGrain.STEPS) {
      return new Table(STEP_COLUMNS, steps.mapToObj(i -> stepRow(i, STEP_COLUMNS.size())));
    }
    List<String> columns = new ArrayList<>(STEP_COLUMNS);
    columns.addAll(List.of("layer", "units", "activation"));
    columns.addAll(layers.get(0).metrics().keySet());
    return new Table(
        columns,
        steps
            .boxed()
            .flatMap(i -> layers.stream().map(layer -> layerRow(i, layer, columns.size()))));
  }

  private @Nullable Object[] stepRow(int i, int columns) {
    @Nullable Object[] row = new @Nullable Object[columns];
    row[0] = step[i];
    row[1] = epoch[i];
    row[2] = loss[i];
    row[3] = flow.slopePerLayer[i];
    row[4] = flow.costGradientLog10[i];
    return row;
  }

  private @Nullable Object[] layerRow(int i, LayerSeriesView layer, int columns) {
    @Nullable Object[] row = stepRow(i, columns);
    int next = STEP_COLUMNS.size();
    row[next++] = layer.layer;
    row[next++] = layer.units;
    row[next++] = layer.activation;
    for (double[] series : layer.metrics.values()) {
      row[next++] = series[i];
    }
    return row;
  }

  /** A step of the trace, as a line of its own. */
  record StepView(
      long step, int epoch, double loss, StepFlowView flow, List<StepLayerView> layers) {}

  record StepFlowView(double slopePerLayer, double costGradientLog10) {}

  record StepLayerView(int layer, int units, String activation, Map<String, Double> metrics) {

    static StepLayerView of(LayerSeriesView layer, int i) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      layer.metrics().forEach((name, series) -> metrics.put(name, series[i]));
      return new StepLayerView(layer.layer(), layer.units(), layer.activation(), metrics);
    }
  }

  @Override
  public Stream<?> lines() {
    return grain == null ? nested() : table().lines();
  }

  private Stream<StepView> nested() {
    return IntStream.range(0, step.length)
        .mapToObj(
            i ->
                new StepView(
                    step[i],
                    epoch[i],
                    loss[i],
                    new StepFlowView(flow.slopePerLayer[i], flow.costGradientLog10[i]),
                    layers.stream().map(layer -> StepLayerView.of(layer, i)).toList()));
  }
}
