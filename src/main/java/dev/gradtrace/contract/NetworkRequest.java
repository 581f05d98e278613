package dev.gradtrace.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.ResidualBlock;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Network",
    description =
        "A feed-forward network: inputs, then layers 1…L. Answers echo it in effective form: defaults"
            + " filled in, repeat expanded, parameterCount added.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkRequest(
    @Schema(description = "Number of input features n⁰.", minimum = "1", example = "2")
        Integer inputs,
    @Schema(
            description =
                "Layers 1…L in forward order, residual blocks among them; the last is the output layer.")
        @Size(min = 1) List<LayerRequest> layers,
    @Schema(description = "How weights start where a layer does not say. Default glorot_uniform.")
        @Nullable InitializerRequest weightInitializer,
    @Schema(description = "How biases start where a layer does not say. Default zeros.")
        @Nullable InitializerRequest biasInitializer,
    @Schema(
            description =
                "Number of parameters that are trained; filled in by answers and ignored in requests, so that an"
                    + " echoed network can be sent again.")
        @Nullable Long parameterCount,
    @Schema(description = "Of x, before layer 1, where position is of no use. Default: none.")
        @Nullable NormalizationRequest inputNormalization,
    @Schema(
            description =
                "Probability in [0, 1) that an input is 0 in training; the others are divided by 1 −"
                    + " inputDropout. Default 0.",
            minimum = "0")
        @Nullable Double inputDropout) {

  public NetworkSpec toSpec(Limits limits) {
    return new NetworkTranslation(this, limits).translate();
  }

  public static NetworkRequest of(NetworkSpec network) {
    List<LayerRequest> entries = new ArrayList<>();
    int l = 1;
    while (l <= network.depth()) {
      ResidualBlock block = network.blockFrom(l);
      entries.add(
          block == null
              ? LayerRequest.of(network.layer(l))
              : LayerRequest.of(block, layers(network, block)));
      l = block == null ? l + 1 : block.last() + 1;
    }
    return new NetworkRequest(
        network.inputs(),
        entries,
        null,
        null,
        network.parameterCount(),
        NormalizationRequest.of(network.inputNormalization()),
        network.inputDropout() == 0 ? null : network.inputDropout());
  }

  /**
   * JSON Pointer to layer {@code l} of 1…L in {@link #of}, such as /layers/3/residual/0. That
   * request has an entry for each layer and block, without repeats.
   */
  public static String pointerTo(NetworkSpec network, int l) {
    int entry = 0;
    int from = 1;
    ResidualBlock block = network.blockFrom(from);
    while (l > (block == null ? from : block.last())) {
      from = block == null ? from + 1 : block.last() + 1;
      block = network.blockFrom(from);
      entry++;
    }
    return "/layers/" + entry + (block == null ? "" : "/residual/" + (l - from));
  }

  private static List<LayerRequest> layers(NetworkSpec network, ResidualBlock block) {
    return network.layers().subList(block.first() - 1, block.last()).stream()
        .map(LayerRequest::of)
        .toList();
  }
}
