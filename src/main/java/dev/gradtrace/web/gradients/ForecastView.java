package dev.gradtrace.web.gradients;

import dev.gradtrace.network.NetworkSpec;
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
        "What mean-field theory says of a network before its weights are drawn (Schoenholz et al. 2017),"
            + " layer by layer. Orthogonal initializers are treated as Gaussian ones of the same variance, softmax"
            + " in the limit of many units.")
record ForecastView(
    @Schema(description = "Layers 1…L.") List<LayerForecastView> layers,
    @Schema(
            description =
                "Slope of the least-squares line through the forecast of deltaLog10 over hidden layers, in"
                    + " decades per layer; positive: shrinking towards the input. Null with fewer than two.")
        double slopePerLayerForecast,
    @Schema(
            description =
                "The same with the first correction in 1/units, which explains why narrow networks shrink"
                    + " faster.")
        double slopePerLayerFiniteWidthForecast,
    @Schema(
            description =
                "Where the last hidden layer, repeated for ever, would lead: ordered (gradients vanish),"
                    + " critical, or chaotic (they explode). Null without hidden layers.",
            allowableValues = {"ordered", "critical", "chaotic"})
        @Nullable String regime,
    @Schema(
            description =
                "1/|ln χ| there: layers over which ‖δ‖² changes by a factor e. Null when critical.")
        double depthScale)
    implements Tabular {

  @Schema(name = "LayerForecast", description = "What is to be expected of a layer.")
  record LayerForecastView(
      @Schema(description = "Number of the layer, 1…L.") int layer,
      @Schema(description = "Number of neurons.") int units,
      @Schema(description = "Name of the activation.") String activation,
      @Schema(description = "Mean of z over the units.") double meanForecast,
      @Schema(description = "q: variance of z over the units.") double varianceForecast,
      @Schema(description = "χ: E‖δˡ‖²/E‖δˡ⁺¹‖². Null for the output layer.") double chi,
      @Schema(description = "log₁₀ √χ: the forecast of weightGainLog10 + activationGainLog10.")
          double gradientGainLog10Forecast) {

    private static LayerForecastView of(int l, NetworkSpec network, MeanFieldForecast.Layer layer) {
      return new LayerForecastView(
          l,
          network.width(l),
          network.layer(l).activation().label(),
          layer.preactivationMean(),
          layer.preactivationVariance(),
          layer.chi(),
          layer.gradientGainLog10());
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
        forecast.slopePerLayer(),
        forecast.finiteWidthSlopePerLayer(),
        phase == null ? null : phase.regime().name().toLowerCase(Locale.ROOT),
        phase == null ? Double.NaN : phase.depthScale());
  }

  @Override
  public void writeTo(CsvWriter table) throws IOException {
    COLUMNS.writeTo(table, layers);
  }
}
