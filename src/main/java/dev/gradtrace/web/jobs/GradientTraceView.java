package dev.gradtrace.web.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.web.gradients.MetricConditionView;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.Stepwise;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param grain what a row of the table stands for; null for layers in CSV, and for steps with all
 *     their layers in JSON lines
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
    @Schema(
            description =
                "The epoch of the step, from 1; nulls where the run is trained elsewhere.")
        List<@Nullable Integer> epoch,
    @Schema(description = "Mean cost over the mini-batch of the step.") double[] loss,
    FlowSeriesView flow,
    @Schema(description = "The layers asked for.") List<LayerSeriesView> layers,
    @JsonIgnore @Nullable TraceGrain grain)
    implements Tabular, Stepwise {

  /** Numbers per step besides those of layers and blocks. */
  private static final int NUMBERS_PER_STEP = 7;

  private static final String NOISE_SCALE = "noiseScale";

  private static final List<String> STEP_COLUMNS =
      List.of("step", "epoch", "loss", "slopePerLayer", "costGradientLog10", NOISE_SCALE);

  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "FlowSeries", description = "How the gradient flowed through the whole network.")
  record FlowSeriesView(
      @Schema(
              description =
                  "Slope of the line through deltaLog10 over the hidden layers, in decades per layer;"
                      + " positive: shrinking towards the input.")
          double[] slopePerLayer,
      @Schema(description = "log₁₀ ‖∂C/∂aᴸ‖_F.") double[] costGradientLog10,
      @Schema(
              description =
                  "McCandlish's simple noise scale tr Σ/‖G‖² of the weights' gradients, its numerator and its"
                      + " denominator exponential means (0.99, from 0) over every step measured until then, kept"
                      + " or not; null while the latter is not positive.")
          double[] noiseScale,
      @Schema(
              description =
                  "On what noiseScale was measured, for people; absent where it has no value.",
              example =
                  "The gradients of the weights of all layers, on mini-batches of up to 32 samples: means over the steps that were measured.")
          @Nullable String noiseScaleBasis,
      @Schema(
              description =
                  "Slope of the line through inputGradientLog10 of the residual blocks, in decades per block;"
                      + " absent without blocks.")
          double @Nullable [] slopePerBlock,
      @Schema(description = "Residual blocks 1, 2, …; absent without any.")
          @Nullable List<BlockSeriesView> blocks,
      @Schema(description = "What to beware of in metrics; absent for nothing.")
          @Nullable List<MetricConditionView> conditions) {

    private static final String NOISE_SCALE_BASIS =
        "The gradients of the weights of all layers, on mini-batches of up to %s samples: means over the steps that"
            + " were measured.";

    private static final List<String> BIASED =
        List.of(Metric.GRADIENT_VARIANCE.label(), Metric.GRADIENT_SIGNAL.label(), NOISE_SCALE);

    /**
     * @param batchSize largest number of samples in a step
     */
    static FlowSeriesView of(GradientTrace trace, int batchSize) {
      NetworkSpec network = trace.network();
      int blocks = network.blocks().size();
      return new FlowSeriesView(
          trace.slopesPerLayer(),
          trace.costGradientsLog10(),
          trace.noiseScales(),
          Arrays.stream(trace.noiseScales()).anyMatch(Double::isFinite)
              ? NOISE_SCALE_BASIS.formatted(batchSize)
              : null,
          blocks == 0 ? null : trace.slopesPerBlock(),
          blocks == 0
              ? null
              : IntStream.rangeClosed(1, blocks)
                  .mapToObj(k -> BlockSeriesView.of(trace, k))
                  .toList(),
          network.mixesSamples() ? MetricConditionView.ofMixedSamples(BIASED) : null);
    }

    /** Adds the values of a step to a row, in the order of the columns. */
    private void cells(int i, List<@Nullable Object> row) {
      row.add(slopePerLayer[i]);
      row.add(costGradientLog10[i]);
      row.add(noiseScale[i]);
      if (slopePerBlock != null) {
        row.add(slopePerBlock[i]);
      }
    }
  }

  @Schema(name = "BlockSeries", description = "The gradient at both ends of a residual block.")
  record BlockSeriesView(
      @Schema(description = "Number of the block, from 1.") int block,
      @Schema(description = "log₁₀ ‖∂C/∂x‖_F, x what goes into the block.")
          double[] inputGradientLog10,
      @Schema(description = "log₁₀ ‖∂C/∂y‖_F, y what it hands on.") double[] outputGradientLog10) {

    private static BlockSeriesView of(GradientTrace trace, int k) {
      return new BlockSeriesView(k, trace.blockInputsLog10(k), trace.blockOutputsLog10(k));
    }
  }

  @Schema(name = "LayerSeries", description = "What was measured of one layer.")
  record LayerSeriesView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "Number of the residual block around it; null outside of blocks.")
          @Nullable Integer block,
      @Schema(description = "By the name of the metric; see the catalogue.")
          Map<String, double[]> metrics) {}

  /** Numbers in the answer for one step. */
  static long numbersPerStep(NetworkSpec network, TraceSelection selection) {
    return NUMBERS_PER_STEP + 2L * network.blocks().size() + selection.size();
  }

  /**
   * @param all the part of the trace that the query selects, at all steps
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
        epochs(trace),
        trace.losses(),
        FlowSeriesView.of(trace, job.spec().training().batchSize()),
        layers.stream().map(l -> layer(l, network, metrics, trace)).toList(),
        grain);
  }

  /** The epoch of each step; 0 throughout for observed runs. */
  private static List<@Nullable Integer> epochs(GradientTrace trace) {
    List<@Nullable Integer> epochs = new ArrayList<>(trace.size());
    for (int epoch : trace.epochs()) {
      epochs.add(epoch == 0 ? null : (Integer) epoch);
    }
    return epochs;
  }

  private static LayerSeriesView layer(
      int l, NetworkSpec network, List<Metric> metrics, GradientTrace trace) {
    Map<String, double[]> series = new LinkedHashMap<>();
    metrics.forEach(metric -> series.put(metric.label(), trace.series(l, metric)));
    return new LayerSeriesView(
        l, network.width(l), network.layer(l).activation().label(), network.blockNumber(l), series);
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    table().writeTo(table);
  }

  private Table table() {
    IntStream steps = IntStream.range(0, step.length);
    List<String> columns = new ArrayList<>(STEP_COLUMNS);
    if (flow.slopePerBlock != null) {
      columns.add("slopePerBlock");
    }
    if (grain == TraceGrain.STEPS) {
      return new Table(columns, steps.mapToObj(i -> stepRow(i).toArray()));
    }
    columns.addAll(List.of("layer", "units", "activation", "block"));
    columns.addAll(layers.get(0).metrics().keySet());
    return new Table(
        columns,
        steps.boxed().flatMap(i -> layers.stream().map(layer -> layerRow(i, layer).toArray())));
  }

  private List<@Nullable Object> stepRow(int i) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(step[i]);
    row.add(epoch.get(i));
    row.add(loss[i]);
    flow.cells(i, row);
    return row;
  }

  private List<@Nullable Object> layerRow(int i, LayerSeriesView layer) {
    List<@Nullable Object> row = stepRow(i);
    row.add(layer.layer);
    row.add(layer.units);
    row.add(layer.activation);
    row.add(layer.block);
    for (double[] series : layer.metrics.values()) {
      row.add(series[i]);
    }
    return row;
  }

  /** A step of the trace, as one line of JSON. */
  record StepView(
      long step,
      @Nullable Integer epoch,
      double loss,
      StepFlowView flow,
      List<StepLayerView> layers) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepFlowView(
      double slopePerLayer,
      double costGradientLog10,
      double noiseScale,
      @Nullable Double slopePerBlock,
      @Nullable List<StepBlockView> blocks) {

    static StepFlowView of(FlowSeriesView flow, int i) {
      return new StepFlowView(
          flow.slopePerLayer[i],
          flow.costGradientLog10[i],
          flow.noiseScale[i],
          flow.slopePerBlock == null ? null : (Double) flow.slopePerBlock[i],
          flow.blocks == null
              ? null
              : flow.blocks.stream().map(block -> StepBlockView.of(block, i)).toList());
    }
  }

  record StepBlockView(int block, double inputGradientLog10, double outputGradientLog10) {

    static StepBlockView of(BlockSeriesView series, int i) {
      return new StepBlockView(
          series.block, series.inputGradientLog10[i], series.outputGradientLog10[i]);
    }
  }

  record StepLayerView(
      int layer,
      int units,
      String activation,
      @Nullable Integer block,
      Map<String, Double> metrics) {

    static StepLayerView of(LayerSeriesView layer, int i) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      layer.metrics().forEach((name, series) -> metrics.put(name, series[i]));
      return new StepLayerView(
          layer.layer(), layer.units(), layer.activation(), layer.block(), metrics);
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
                    epoch.get(i),
                    loss[i],
                    StepFlowView.of(flow, i),
                    layers.stream().map(layer -> StepLayerView.of(layer, i)).toList()));
  }
}
