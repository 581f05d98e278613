package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.NetworkRequest;
import dev.gradtrace.theory.CostComparison;
import dev.gradtrace.theory.CostComparison.Difference;
import dev.gradtrace.theory.CostComparison.LayerDifference;
import dev.gradtrace.theory.CostComparison.Measured;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.RecordColumns;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Schema(
    name = "CostComparison",
    description = "The gradients of one batch under several costs, on identical weights.")
record CostComparisonView(
    @Schema(description = "The first of the costs.") String baseline,
    @Schema(description = "Each cost by itself.") List<CostView> costs,
    @Schema(description = "Each other cost against the baseline.") List<DifferenceView> comparisons,
    @Schema(description = "What each sample is worth to each cost.") List<SampleView> samples,
    NetworkRequest network,
    @Schema(
            description =
                "One paragraph, computed from these numbers: do the earlier layers change, by what factor, and"
                    + " does the decay from layer to layer?")
        String answer)
    implements Tabular {

  private static final RecordColumns<LayerDifferenceView> DIFFERENCES =
      RecordColumns.of(LayerDifferenceView.class, "normRatio", "cosine", "deltaNormRatio");

  @Schema(name = "ComparedCost", description = "What one cost makes of the batch.")
  record CostView(
      @Schema(description = "Name of the cost.") String cost,
      @Schema(description = "Mean cost over the batch.") double loss,
      FlowView flow,
      @Schema(description = "Layers 1…L.") List<LayerMetricsView> layers) {

    private static CostView of(CostComparison comparison, Measured measured) {
      return new CostView(
          measured.cost().label(),
          measured.loss(),
          FlowView.of(measured.statistics()),
          LayerMetricsView.of(comparison.network(), measured.statistics()));
    }
  }

  @Schema(name = "CostDifference", description = "A cost against the baseline.")
  record DifferenceView(
      @Schema(description = "Name of the cost.") String cost,
      @Schema(description = "Layers 1…L.") List<LayerDifferenceView> layers,
      @Schema(
              description =
                  "Difference of flow.slopePerLayer, in decades per layer; null with fewer than two hidden layers.")
          double slopeDifference,
      @Schema(description = "Ratio of ‖Δ‖ at the output: what enters back-propagation.")
          double outputFactor) {

    private static DifferenceView of(Difference difference) {
      return new DifferenceView(
          difference.cost().label(),
          IntStream.rangeClosed(1, difference.layers().size())
              .mapToObj(l -> LayerDifferenceView.of(l, difference.layers().get(l - 1)))
              .toList(),
          difference.slopeDifference(),
          difference.outputFactor());
    }
  }

  @Schema(
      name = "LayerDifference",
      description =
          "A layer under a cost against the same under the baseline, exact at any depth; null where a norm is 0.")
  record LayerDifferenceView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Ratio of ‖∂C/∂W‖_F.") double normRatio,
      @Schema(description = "Cosine of the angle between both ∂C/∂W, in [−1, 1].") double cosine,
      @Schema(description = "Ratio of ‖Δ‖_F.") double deltaNormRatio) {

    private static LayerDifferenceView of(int l, LayerDifference layer) {
      return new LayerDifferenceView(l, layer.normRatio(), layer.cosine(), layer.deltaNormRatio());
    }
  }

  @Schema(name = "ComparedSample", description = "A sample under each cost.")
  record SampleView(
      @Schema(description = "Number of the sample in the batch, from 0.") int sample,
      @Schema(description = "a of the output layer.") double[] output,
      @Schema(description = "What it should be.") double[] target,
      @Schema(description = "In the order of the costs.") List<SampleCostView> perCost) {

    private static SampleView of(CostComparison comparison, int j) {
      return new SampleView(
          j,
          comparison.outputs()[j],
          comparison.targets()[j],
          measured(comparison)
              .map(
                  cost ->
                      new SampleCostView(
                          cost.cost().label(),
                          cost.lossPerSample()[j],
                          cost.deltaNormPerSample()[j]))
              .toList());
    }
  }

  @Schema(name = "ComparedSampleCost", description = "How much a cost cares for a sample.")
  record SampleCostView(
      @Schema(description = "Name of the cost.") String cost,
      @Schema(description = "The sample's cost.") double loss,
      @Schema(description = "‖δ‖₂ of the output layer: its pull on the network.")
          double deltaNorm) {}

  static CostComparisonView of(CostComparison comparison) {
    return new CostComparisonView(
        comparison.baseline().cost().label(),
        measured(comparison).map(cost -> CostView.of(comparison, cost)).toList(),
        comparison.differences().stream().map(DifferenceView::of).toList(),
        IntStream.range(0, comparison.outputs().length)
            .mapToObj(j -> SampleView.of(comparison, j))
            .toList(),
        NetworkRequest.of(comparison.network()),
        comparison.answer());
  }

  private static Stream<Measured> measured(CostComparison comparison) {
    return Stream.concat(
        Stream.of(comparison.baseline()),
        comparison.differences().stream().map(Difference::measured));
  }

  /** A row for each cost and layer; comparisons are empty for the baseline. */
  @Override
  public void writeTo(CsvWriter table) throws IOException {
    LayerMetricsView.COLUMNS.header(table.cell("cost"));
    DIFFERENCES.header(table).endRow();
    for (int i = 0; i < costs.size(); i++) {
      CostView cost = costs.get(i);
      for (int l = 0; l < cost.layers().size(); l++) {
        LayerMetricsView.COLUMNS.cells(table.cell(cost.cost()), cost.layers().get(l));
        (i == 0
                ? DIFFERENCES.empty(table)
                : DIFFERENCES.cells(table, comparisons.get(i - 1).layers().get(l)))
            .endRow();
      }
    }
  }
}
