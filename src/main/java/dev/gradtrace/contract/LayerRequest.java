package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.contract.Forms.Form;
import dev.gradtrace.contract.json.UnlessGiven;
import dev.gradtrace.network.Activation;
import dev.gradtrace.network.Elementwise;
import dev.gradtrace.network.Elu;
import dev.gradtrace.network.Initializer;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerSpec;
import dev.gradtrace.network.LeakyRelu;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.ResidualBlock;
import dev.gradtrace.network.Softmax;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Forms({
  @Form(
      value = {"units", "activation"},
      maybe = {
        "weightInitializer",
        "biasInitializer",
        "useBias",
        "negativeSlope",
        "alpha",
        "dropout"
      }),
  @Form(
      value = "residual",
      maybe = {"scale", "normalizationPosition"})
})
@Schema(
    name = "Layer",
    description =
        "Either one layer, with units and activation: z = W·x + b, a = σ(z), σ(N(z)) or N(σ(z)), then"
            + " dropout; or a residual block, with residual: y = x + scale·F(x), F the layers inside.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LayerRequest(
    @Schema(description = "Number of neurons.", minimum = "1", example = "30")
        @UnlessGiven("residual")
        @Nullable Integer units,
    @Schema(description = "Name of the activation σ; see the catalogue.", example = "sigmoid")
        @OneOf(family = Family.ACTIVATION)
        @UnlessGiven("residual")
        @Nullable String activation,
    @Schema(
            description =
                "How often the layer or block stands in a row; expanded before layers are numbered.",
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
        @Nullable Double alpha,
    @Schema(
            description =
                "N of a layer, or of a block, where position is of no use. Default: none.")
        @Nullable NormalizationRequest normalization,
    @Schema(
            description =
                "Probability in [0, 1) that an output is 0 in training; the others are divided by 1 −"
                    + " dropout. Not of the output layer. Default 0.",
            minimum = "0")
        @Nullable Double dropout,
    @Schema(
            description =
                "Makes this a residual block: the layers inside, no blocks among them, the last as wide as"
                    + " what enters the block. A block is never the last of a network.")
        @Size(min = 1) @Nullable List<LayerRequest> residual,
    @Schema(description = "Of a block: what F is multiplied with. Default 1.")
        @Nullable Double scale,
    @Schema(
            description =
                "Of a block with normalization: before, y = x + scale·F(N(x)), or after, y = N(x +"
                    + " scale·F(x)). Default before.")
        @OneOf(ResidualBlock.Position.class)
        @Nullable String normalizationPosition) {

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

  private static final Named<ResidualBlock.Position> POSITIONS =
      Named.of("position", ResidualBlock.Position.class);

  /** The activation with this name and its default parameters. */
  public static Activation activation(String pointer, String name) {
    return ACTIVATIONS.make(pointer, name, of(LayerSpec.of(1, Elementwise.LINEAR)));
  }

  boolean isBlock() {
    return residual != null;
  }

  /** How often the layer or block is repeated; 1 if not given. */
  int times() {
    return requireNonNullElse(repeat, 1);
  }

  /** One of the repeated layers. */
  LayerSpec toLayer(StartDefaults starts, Limits limits) {
    Faults faults = new Faults();
    requireFormOfLayer(faults);
    if (units != null) {
      Limits.range(faults, "units", units, limits.units());
    }
    Limits.range(faults, "repeat", times(), limits.layers());
    Activation sigma =
        faults.part("", activation, given -> ACTIVATIONS.make("activation", given, this));
    Initializer weights =
        faults.<Initializer>part("weightInitializer", () -> starts.weights(weightInitializer));
    Initializer biases =
        faults.<Initializer>part("biasInitializer", () -> starts.biases(biasInitializer, weights));
    LayerNormalization norm =
        faults.part("normalization", normalization, NormalizationRequest::ofLayer);
    double rate = requireNonNullElse(dropout, 0.0);
    NetworkSpec.requireRate(faults, "dropout", rate);
    faults.throwIfAny();
    return new LayerSpec(
        faults.need(units),
        faults.need(sigma),
        faults.need(weights),
        faults.need(biases),
        requireNonNullElse(useBias, true),
        norm,
        rate);
  }

  private void requireFormOfLayer(Faults faults) {
    if (units != null || activation != null) {
      requireNone(faults, "residual blocks", "scale", scale);
      requireNone(faults, "residual blocks", "normalizationPosition", normalizationPosition);
    }
  }

  /** The block's skip connection; {@code first} and {@code last} are the numbers of its layers. */
  ResidualBlock toBlock(int first, int last) {
    Faults faults = new Faults();
    String layers = "layers";
    requireNone(faults, layers, "units", units);
    requireNone(faults, layers, "activation", activation);
    requireNone(faults, layers, "weightInitializer", weightInitializer);
    requireNone(faults, layers, "biasInitializer", biasInitializer);
    requireNone(faults, layers, "useBias", useBias);
    requireNone(faults, layers, "negativeSlope", negativeSlope);
    requireNone(faults, layers, "alpha", alpha);
    requireNone(faults, layers, "dropout", dropout);
    Normalization norm =
        faults.part("normalization", normalization, NormalizationRequest::withoutPosition);
    ResidualBlock.Position position =
        faults.part(
            "", normalizationPosition, given -> POSITIONS.get("normalizationPosition", given));
    faults.unless(
        normalization != null || normalizationPosition == null,
        "normalizationPosition",
        "needs a normalization beside it");
    faults.throwIfAny();
    return new ResidualBlock(
        first,
        last,
        requireNonNullElse(scale, ResidualBlock.DEFAULT_SCALE),
        norm,
        requireNonNullElse(position, ResidualBlock.Position.BEFORE));
  }

  private static void requireNone(
      Faults faults, String owners, String member, @Nullable Object value) {
    if (value != null) {
      faults.malformed(member, "is a member of %s only", owners);
    }
  }

  public static LayerRequest of(LayerSpec layer) {
    Activation sigma = layer.activation();
    return new LayerRequest(
        layer.units(),
        sigma.label(),
        null,
        InitializerRequest.of(layer.weightInitializer()),
        InitializerRequest.of(layer.biasInitializer()),
        layer.useBias(),
        sigma instanceof LeakyRelu leaky ? leaky.negativeSlope() : null,
        sigma instanceof Elu elu ? elu.alpha() : null,
        NormalizationRequest.of(layer.normalization()),
        layer.dropout() == 0 ? null : layer.dropout(),
        null,
        null,
        null);
  }

  /** The request of a block with these layers. */
  public static LayerRequest of(ResidualBlock block, List<LayerRequest> layers) {
    Normalization norm = block.normalization();
    return new LayerRequest(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        NormalizationRequest.of(norm),
        null,
        layers,
        block.scale(),
        norm == null ? null : Named.word(block.position()));
  }
}
