package dev.gradtrace.web.gradients;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.theory.ForecastCondition;
import dev.gradtrace.theory.MeanFieldForecast;
import dev.gradtrace.theory.Phase;
import dev.gradtrace.web.media.CsvWriter;
import dev.gradtrace.web.media.RecordColumns;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Forecast",
    description =
        "What mean-field theory says of a network before its weights are drawn, layer by layer"
            + " (Schoenholz et al. 2017; batch norm: Yang et al. 2019; residual blocks: Yang and"
            + " Schoenholz 2017). Softmax is taken in the limit of many units. A number that theory"
            + " does not give is null, with its reason in conditions.")
record ForecastView(
    @Schema(description = "Layers 1…L.") List<LayerForecastView> layers,
    @Schema(
            description =
                "Slope of the least-squares line through the forecast of deltaLog10 over hidden"
                    + " layers, in decades per layer; positive: shrinking towards the input. Null"
                    + " with fewer than two.")
        double slopePerLayerForecast,
    @Schema(
            description =
                "The same with the first correction in 1/units, which explains why narrow networks"
                    + " shrink faster. Null where there are normalisations or residual blocks.")
        double slopePerLayerFiniteWidthForecast,
    @Schema(
            description =
                "Slope of the least-squares line through the forecast of flow.blocks'"
                    + " inputGradientLog10, in decades per block; positive: shrinking towards the"
                    + " input. Null with fewer than two blocks.")
        double slopePerBlockForecast,
    @Schema(
            description =
                "Where the last hidden layer (or the residual block around it), repeated for ever,"
                    + " would lead: ordered (gradients vanish), critical, or chaotic (they"
                    + " explode). Null without hidden layers.",
            allowableValues = {"ordered", "critical", "chaotic"})
        @Nullable String regime,
    @Schema(
            description =
                "1/|ln χ| there: layers (or blocks) over which ‖δ‖² changes by a factor e. Null"
                    + " when critical.")
        double depthScale,
    @Schema(
            description =
                "ξ_c: layers (or blocks) over which the cosine of two samples comes to rest by a"
                    + " factor e: −1/ln χ₁ where they become alike, −1/ln ∂c′/∂c at the fixed point"
                    + " where they do not. Null at criticality, and under batch normalisation,"
                    + " which lets no cosine through.")
        double correlationDepthScale,
    @Schema(description = "6·ξ_c: about how deep a network trains (Schoenholz et al. 2017).")
        double trainableDepth,
    @Schema(
            description =
                "Variance over mean² of the squared singular values of the Jacobian from input to"
                    + " output (Pennington et al. 2017). Null unless all widths are the same and"
                    + " there are neither normalisations nor blocks.")
        double jacobianSpreadForecast,
    @Schema(description = "Where theory gives no number, or one with a reserve, and why.")
        List<ConditionView> conditions)
    implements Tabular {

  @Schema(name = "LayerForecast", description = "What is to be expected of a layer.")
  record LayerForecastView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "Mean over the units of what σ sees: of z, or of u behind a norm.")
          double meanForecast,
      @Schema(
              description =
                  "q: variance over the units of what σ sees: of z, or of u behind a norm.")
          double varianceForecast,
      @Schema(
              description =
                  "χ: E‖δˡ‖²/E‖δˡ⁺¹‖². Null inside residual blocks and for the output layer.")
          double chi,
      @Schema(
              description =
                  "log₁₀ √χ: the forecast of the sum of weightGainLog10, junctionGainLog10,"
                      + " activationGainLog10 and normalizationGainLog10.")
          double gradientGainLog10Forecast,
      @Schema(description = "Forecast of sampleCosine: E φ(u)φ(v)/E φ² of two samples.")
          double correlationForecast) {

    private static LayerForecastView of(int l, NetworkSpec network, MeanFieldForecast.Layer layer) {
      return new LayerForecastView(
          l,
          network.width(l),
          network.layer(l).activation().label(),
          layer.preactivationMean(),
          layer.preactivationVariance(),
          layer.chi(),
          layer.gradientGainLog10(),
          layer.correlation());
    }
  }

  @Schema(
      name = "ForecastCondition",
      description = "Where theory gives no number, or one with a reserve.")
  record ConditionView(
      @Schema(description = "Numbers of the layers.") List<Integer> layers,
      @Schema(description = "Why, in a sentence.") String reason) {

    private static ConditionView of(ForecastCondition condition) {
      return new ConditionView(condition.layers(), condition.reason());
    }
  }

  private static final RecordColumns<LayerForecastView> COLUMNS =
      RecordColumns.of(LayerForecastView.class);

  static ForecastView of(NetworkSpec network, MeanFieldForecast forecast) {
    Phase phase = forecast.phase();
    return new ForecastView(
        IntStream.rangeClosed(1, network.depth())
            .mapToObj(l -> LayerForecastView.of(l, network, forecast.layers().get(l - 1)))
            .toList(),
        forecast.slopes().perLayer(),
        forecast.slopes().perLayerFiniteWidth(),
        forecast.slopes().perBlock(),
        phase == null ? null : phase.regime().name().toLowerCase(Locale.ROOT),
        phase == null ? Double.NaN : phase.depthScale(),
        phase == null ? Double.NaN : phase.correlationDepthScale(),
        phase == null ? Double.NaN : phase.trainableDepth(),
        forecast.jacobianSpread(),
        forecast.conditions().stream().map(ConditionView::of).toList());
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    COLUMNS.writeTo(table, layers);
  }
}
