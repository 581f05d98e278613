package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Layer", description = "One layer: a = σ(W·x + b).")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LayerRequest(
    @Schema(description = "Number of neurons.", minimum = "1", example = "30") Integer units,
    @Schema(description = "Name of the activation σ; see the catalogue.", example = "sigmoid")
        @OneOf(family = Family.ACTIVATION)
        String activation,
    @Schema(
            description =
                "How often the layer stands in a row; expanded before layers are numbered.",
            minimum = "1",
            defaultValue = "1")
        @Nullable Integer repeat,
    @Schema(description = "How W starts; default: that of the network.")
        @Nullable InitializerRequest weightInitializer,
    @Schema(description = "How b starts; default: that of the network.")
        @Nullable InitializerRequest biasInitializer,
    @Schema(description = "Whether the layer has biases.", defaultValue = "true")
        @Nullable Boolean useBias,
    @Schema(description = "Of leaky_relu: the slope for z ≤ 0. Default 0.01.")
        @Nullable Double negativeSlope,
    @Schema(description = "Of elu: the negated limit for z → −∞. Default 1.")
        @Nullable Double alpha) {

  public static final Choice<LayerRequest, Activation> ACTIVATIONS =
      Choice.<LayerRequest, Activation>of("activation", LayerRequest.class)
          .with("linear", request -> Elementwise.LINEAR)
          .with("sigmoid", request -> Elementwise.SIGMOID)
          .with("tanh", request -> Elementwise.TANH)
          .with("relu", request -> Elementwise.RELU)
          .with(
              "leaky_relu",
              request ->
                  new LeakyRelu(
                      requireNonNullElse(request.negativeSlope, LeakyRelu.DEFAULT_NEGATIVE_SLOPE)),
              "negativeSlope")
          .with(
              "elu",
              request -> new Elu(requireNonNullElse(request.alpha, Elu.DEFAULT_ALPHA)),
              "alpha")
          .with("selu", request -> Elementwise.SELU)
          .with("gelu", request -> Elementwise.GELU)
          .with("silu", request -> Elementwise.SILU)
          .with("softplus", request -> Elementwise.SOFTPLUS)
          .with("softmax", request -> new Softmax())
          .with("exponential", request -> Elementwise.EXPONENTIAL);

  /** How often the layer stands in a row, as far as that is known. */
  int times() {
    return requireNonNullElse(repeat, 1);
  }

  /** One of the repeated layers. */
  LayerSpec toSpec(Initializer defaultWeights, Initializer defaultBiases, Limits limits) {
    Faults faults = new Faults();
    if (units != null) {
      Limits.range(faults, "units", units, limits.units());
    }
    Limits.range(faults, "repeat", times(), limits.layers());
    Activation sigma =
        faults.<Activation>part("", () -> ACTIVATIONS.make("activation", activation, this));
    Initializer weights =
        faults.<Initializer>part(
            "weightInitializer",
            () -> weightInitializer == null ? defaultWeights : weightInitializer.toSpec());
    Initializer biases =
        faults.<Initializer>part(
            "biasInitializer",
            () -> biasInitializer == null ? defaultBiases : biasInitializer.toSpec());
    faults.throwIfAny();
    return new LayerSpec(
        faults.need(units),
        faults.need(sigma),
        faults.need(weights),
        faults.need(biases),
        requireNonNullElse(useBias, true));
  }

  static LayerRequest of(LayerSpec layer) {
    Activation sigma = layer.activation();
    return new LayerRequest(
        layer.units(),
        sigma.label(),
        null,
        InitializerRequest.of(layer.weightInitializer()),
        InitializerRequest.of(layer.biasInitializer()),
        layer.useBias(),
        sigma instanceof LeakyRelu leaky ? leaky.negativeSlope() : null,
        sigma instanceof Elu elu ? elu.alpha() : null);
  }
}
