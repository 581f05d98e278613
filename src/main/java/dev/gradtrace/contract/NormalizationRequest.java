package dev.gradtrace.contract;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.LayerNormalization;
import dev.gradtrace.network.LayerNormalization.Position;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.Normalization.LayerNorm;
import dev.gradtrace.network.Normalization.MovingVariance;
import dev.gradtrace.network.Normalization.RmsNorm;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Normalization",
    description =
        "Brings a signal to mean 0 and variance 1, then scales it by γ and shifts it by β; see the catalogue.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NormalizationRequest(
    @Schema(description = "Name of the normalisation.", example = "batch_norm")
        @OneOf(family = Family.NORMALIZATION)
        String name,
    @Schema(
            description =
                "Of batch_norm: weight of the old value in the moving statistics, in [0, 1). Default 0.99.",
            minimum = "0")
        @Nullable Double momentum,
    @Schema(
            description =
                "Added to the variance before the root. Default 0.001, of rms_norm 0.000001.",
            minimum = "0")
        @Nullable Double epsilon,
    @Schema(
            description = "Of batch_norm and layer_norm: whether β is learnt; else it is 0.",
            defaultValue = "true")
        @Nullable Boolean center,
    @Schema(description = "Whether γ is learnt; else it is 1.", defaultValue = "true")
        @Nullable Boolean scale,
    @Schema(
            description =
                "Of batch_norm: which variance of a batch the moving variance averages, that of all"
                    + " samples (Keras) or times m/(m − 1) (PyTorch). Default population.")
        @OneOf(MovingVariance.class)
        @Nullable String movingVariance,
    @Schema(
            description =
                "Of a layer's normalisation: before or after σ. Default before_activation.")
        @OneOf(Position.class)
        @Nullable String position) {

  public static final Choice<NormalizationRequest, Normalization> CHOICE =
      Choice.<NormalizationRequest, Normalization>of("normalization", NormalizationRequest.class)
          .with(
              "batch_norm",
              NormalizationRequest::batchNorm,
              "momentum",
              "epsilon",
              "center",
              "scale",
              "movingVariance")
          .with(
              "layer_norm",
              request ->
                  new LayerNorm(
                      requireNonNullElse(request.epsilon, LayerNorm.DEFAULT_EPSILON),
                      requireNonNullElse(request.center, true),
                      requireNonNullElse(request.scale, true)),
              "epsilon",
              "center",
              "scale")
          .with(
              "rms_norm",
              request ->
                  new RmsNorm(
                      requireNonNullElse(request.epsilon, RmsNorm.DEFAULT_EPSILON),
                      requireNonNullElse(request.scale, true)),
              "epsilon",
              "scale");

  private static final Named<MovingVariance> MOVING_VARIANCES =
      Named.of("variance", MovingVariance.class);
  private static final Named<Position> POSITIONS = Named.of("position", Position.class);

  private BatchNorm batchNorm() {
    Faults faults = new Faults();
    MovingVariance variance =
        faults.part("", movingVariance, given -> MOVING_VARIANCES.get("movingVariance", given));
    BatchNorm kind =
        faults.<BatchNorm>part(
            "",
            () ->
                new BatchNorm(
                    requireNonNullElse(momentum, BatchNorm.DEFAULT_MOMENTUM),
                    requireNonNullElse(epsilon, BatchNorm.DEFAULT_EPSILON),
                    requireNonNullElse(center, true),
                    requireNonNullElse(scale, true),
                    requireNonNullElse(variance, MovingVariance.POPULATION)));
    faults.throwIfAny();
    return faults.need(kind);
  }

  /** The normalisation of a layer. */
  LayerNormalization ofLayer() {
    Faults faults = new Faults();
    Normalization kind = faults.<Normalization>part("", this::toSpec);
    Position place = faults.part("", position, given -> POSITIONS.get("position", given));
    faults.throwIfAny();
    return new LayerNormalization(
        faults.need(kind), requireNonNullElse(place, Position.BEFORE_ACTIVATION));
  }

  /**
   * The normalisation of a block or of the inputs, which has no position relative to an activation.
   */
  Normalization withoutPosition() {
    Faults faults = new Faults();
    faults.unless(position == null, "position", "is for the normalisation of a layer only");
    Normalization kind = faults.<Normalization>part("", this::toSpec);
    faults.throwIfAny();
    return faults.need(kind);
  }

  /** The normalisation alone, wherever it is used. */
  public Normalization toSpec() {
    return CHOICE.make("name", name, this);
  }

  static @Nullable NormalizationRequest of(@Nullable LayerNormalization normalization) {
    return normalization == null
        ? null
        : of(normalization.kind(), Named.word(normalization.position()));
  }

  static @Nullable NormalizationRequest of(@Nullable Normalization kind) {
    return kind == null ? null : of(kind, null);
  }

  private static NormalizationRequest of(Normalization kind, @Nullable String position) {
    BatchNorm batch = kind instanceof BatchNorm batchNorm ? batchNorm : null;
    return new NormalizationRequest(
        kind.label(),
        batch == null ? null : batch.momentum(),
        kind.epsilon(),
        kind instanceof RmsNorm ? null : kind.center(),
        kind.scale(),
        batch == null ? null : batch.movingVariance().label(),
        position);
  }
}
