package dev.gradtrace.contract;

import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.AbstractList;
import java.util.List;

@Schema(
    name = "WeightsAndBiases",
    description = "Numbers in the shape of one layer's weights and biases.")
public record ParametersView(
    @Schema(description = "weights[unit][input], out × in.") double[][] weights,
    @Schema(description = "One for each unit; empty where the layer has no biases.")
        double[] biases) {

  /** Layers 1…L; each is copied only when it is looked at, because they may be large. */
  public static List<ParametersView> of(NetworkSpec network, Parameters parameters) {
    return new AbstractList<>() {
      @Override
      public ParametersView get(int i) {
        Parameters.Layer layer = parameters.layers().get(i);
        boolean biased = network.layer(i + 1).useBias();
        return new ParametersView(layer.weightRows(), biased ? layer.biasValues() : new double[0]);
      }

      @Override
      public int size() {
        return parameters.depth();
      }
    };
  }
}
