package dev.gradtrace.contract.parameters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.network.NormalizationPlace;
import dev.gradtrace.network.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "WeightsAndBiases",
    description = "Numbers in the shape of one layer's weights and biases.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParametersView(
    @Schema(description = "weights[unit][input], out × in.") double[][] weights,
    @Schema(description = "One for each unit; empty where the layer has no biases.")
        double[] biases,
    @Schema(description = "Of the layer's own normalisation.")
        @Nullable NormalizationParametersView normalization,
    @Schema(
            description =
                "Of the normalisation of a block: at its first layer where that stands before, at its"
                    + " last where it stands after.")
        @Nullable NormalizationParametersView blockNormalization,
    @Schema(description = "Of the normalisation of the inputs; at layer 1.")
        @Nullable NormalizationParametersView inputNormalization) {

  /** Layers 1…L, each copied on access only, because they may be large. */
  public static List<ParametersView> of(NetworkSpec network, Parameters parameters) {
    return new AbstractList<>() {
      @Override
      public ParametersView get(int i) {
        return view(network, i + 1, parameters.layers().get(i), NormalizationParametersView::of);
      }

      @Override
      public int size() {
        return parameters.depth();
      }
    };
  }

  /** The gradient of layer {@code l}. */
  public static ParametersView ofGradient(NetworkSpec network, int l, Parameters.Layer gradient) {
    return view(network, l, gradient, NormalizationParametersView::ofGradient);
  }

  private static ParametersView view(
      NetworkSpec network,
      int l,
      Parameters.Layer layer,
      BiFunction<Normalization, NormalizationParameters, NormalizationParametersView> view) {
    boolean biased = network.layer(l).useBias();
    return new ParametersView(
        layer.weightRows(),
        biased ? layer.biasValues() : new double[0],
        at(NormalizationPlace.LAYER, network, l, layer, view),
        at(NormalizationPlace.BLOCK, network, l, layer, view),
        at(NormalizationPlace.INPUT, network, l, layer, view));
  }

  private static @Nullable NormalizationParametersView at(
      NormalizationPlace place,
      NetworkSpec network,
      int l,
      Parameters.Layer layer,
      BiFunction<Normalization, NormalizationParameters, NormalizationParametersView> view) {
    Normalization kind = network.normalization(place, l);
    return kind == null
        ? null
        : view.apply(kind, Objects.requireNonNull(layer.normalizations().get(place)));
  }
}
