package dev.gradtrace.web.gradients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.web.media.RecordColumns;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "LayerMetrics",
    description =
        "One layer and what is measured of it over a batch of m samples, before any update. A metric that"
            + " has no value, or is not finite, is null.")
public record LayerMetricsView(
    @Schema(description = "Number of the layer, 1…L.") int layer,
    @Schema(description = "Number of neurons.") int units,
    @Schema(description = "Name of the activation.") String activation,
    @Schema(description = "Number of the residual block around it; null outside of blocks.")
        @Nullable Integer block,
    @Schema(description = "Frobenius norm of ∂C/∂W, the batch mean.") double weightGradientNorm,
    @Schema(description = "Mean absolute entry of ∂C/∂W.") double weightGradientMeanAbs,
    @Schema(description = "‖∂C/∂b‖₂: Nielsen's speed of learning.") double biasGradientNorm,
    @Schema(description = "‖Δ‖_F/√m, Δ the per-sample δ.") double deltaNorm,
    @Schema(description = "Mean of z over units and samples.") double preactivationMean,
    @Schema(description = "Standard deviation of z over units and samples.")
        double preactivationStd,
    @Schema(description = "Mean of a over units and samples.") double activationMean,
    @Schema(description = "Standard deviation of a over units and samples.") double activationStd,
    @Schema(description = "Mean of σ′(z); for softmax of the Jacobian's diagonal.")
        double activationDerivativeMean,
    @Schema(description = "Share of entries with |σ′(z)| below 5 % of σ′'s maximum, in [0, 1].")
        double saturatedFraction,
    @Schema(description = "Share of units whose σ′ is 0 on every sample, in [0, 1].")
        double deadFraction,
    @Schema(description = "‖W‖_F.") double weightNorm,
    @Schema(description = "‖ΔW‖_F/‖W‖_F of this step's update; null outside training.")
        double updateRatio,
    @Schema(description = "Σ‖gᵢ‖²/‖Σgᵢ‖² of the per-sample ∂C/∂W (Yin et al. 2018).")
        double gradientDiversity,
    @Schema(description = "log₁₀ ‖Δ‖_F, exact at any depth.") double deltaLog10,
    @Schema(description = "log₁₀ of ‖(Wˡ⁺¹)ᵀΔˡ⁺¹‖_F/‖Δˡ⁺¹‖_F; null for the output layer.")
        double weightGainLog10,
    @Schema(
            description =
                "log₁₀ of ‖∂C/∂u‖_F/‖∂C/∂s‖_F, s = σ(u): of ‖Δˡ‖_F/‖(Wˡ⁺¹)ᵀΔˡ⁺¹‖_F between plain layers, of"
                    + " ‖Δᴸ‖_F/‖∂C/∂aᴸ‖_F for l = L.")
        double activationGainLog10,
    @Schema(
            description =
                "log₁₀ of ‖∂C/∂sˡ‖_F/‖(Wˡ⁺¹)ᵀΔˡ⁺¹‖_F: what dropout, normalisation after σ, skips and a block's"
                    + " normalisation make of the gradient between this σ and the next W; 0 where nothing lies"
                    + " there, null for the output layer.")
        double junctionGainLog10,
    @Schema(
            description =
                "log₁₀ of ‖∂C/∂z‖_F/‖∂C/∂u‖_F, u the normalised z; null where nothing is normalised before σ.")
        double normalizationGainLog10,
    @Schema(
            description =
                "Mean cosine of the activations of two samples of the batch; null for fewer than two that are"
                    + " not 0.")
        double sampleCosine,
    @Schema(
            description =
                "Unbiased estimate of tr Σ, Σ the covariance of the per-sample ∂C/∂W (McCandlish et al. 2018);"
                    + " null for m = 1.")
        double gradientVariance,
    @Schema(
            description =
                "Unbiased estimate of ‖E ∂C/∂W‖², which may be negative (McCandlish et al. 2018); null for"
                    + " m = 1.")
        double gradientSignal,
    @Schema(
            description =
                "Of weights, weightGradient, delta, preactivation and activation; absent unless asked for.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<DistributionView> distributions) {

  static final RecordColumns<LayerMetricsView> COLUMNS = RecordColumns.of(LayerMetricsView.class);

  public static List<LayerMetricsView> of(NetworkSpec network, Statistics statistics) {
    return of(network, statistics, null);
  }

  /**
   * @param counted distributions to add; null for none
   */
  static List<LayerMetricsView> of(
      NetworkSpec network, Statistics statistics, @Nullable LayerDistributions counted) {
    return IntStream.rangeClosed(1, network.depth())
        .mapToObj(
            l ->
                of(
                    l,
                    network,
                    metric -> statistics.get(l, metric),
                    counted == null ? null : counted.views(l)))
        .toList();
  }

  private static LayerMetricsView of(
      int l,
      NetworkSpec network,
      ToDoubleFunction<Metric> value,
      @Nullable List<DistributionView> distributions) {
    return new LayerMetricsView(
        l,
        network.width(l),
        network.layer(l).activation().label(),
        network.blockNumber(l),
        value.applyAsDouble(Metric.WEIGHT_GRADIENT_NORM),
        value.applyAsDouble(Metric.WEIGHT_GRADIENT_MEAN_ABS),
        value.applyAsDouble(Metric.BIAS_GRADIENT_NORM),
        value.applyAsDouble(Metric.DELTA_NORM),
        value.applyAsDouble(Metric.PREACTIVATION_MEAN),
        value.applyAsDouble(Metric.PREACTIVATION_STD),
        value.applyAsDouble(Metric.ACTIVATION_MEAN),
        value.applyAsDouble(Metric.ACTIVATION_STD),
        value.applyAsDouble(Metric.ACTIVATION_DERIVATIVE_MEAN),
        value.applyAsDouble(Metric.SATURATED_FRACTION),
        value.applyAsDouble(Metric.DEAD_FRACTION),
        value.applyAsDouble(Metric.WEIGHT_NORM),
        value.applyAsDouble(Metric.UPDATE_RATIO),
        value.applyAsDouble(Metric.GRADIENT_DIVERSITY),
        value.applyAsDouble(Metric.DELTA_LOG10),
        value.applyAsDouble(Metric.WEIGHT_GAIN_LOG10),
        value.applyAsDouble(Metric.ACTIVATION_GAIN_LOG10),
        value.applyAsDouble(Metric.JUNCTION_GAIN_LOG10),
        value.applyAsDouble(Metric.NORMALIZATION_GAIN_LOG10),
        value.applyAsDouble(Metric.SAMPLE_COSINE),
        value.applyAsDouble(Metric.GRADIENT_VARIANCE),
        value.applyAsDouble(Metric.GRADIENT_SIGNAL),
        distributions);
  }
}
