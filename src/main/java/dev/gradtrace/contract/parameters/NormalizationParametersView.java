package dev.gradtrace.contract.parameters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.NormalizationParameters;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "GammaAndBeta",
    description =
        "Numbers in the shape of a normalisation's parameters, one for each unit; absent where it has none.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NormalizationParametersView(
    @Schema(description = "γ, or the gradient of it.") double @Nullable [] gamma,
    @Schema(description = "β, or the gradient of it.") double @Nullable [] beta,
    @Schema(description = "Of batch_norm; not of gradients.") double @Nullable [] movingMean,
    @Schema(description = "Of batch_norm; not of gradients.") double @Nullable [] movingVariance) {

  /** The view of parameters. */
  static NormalizationParametersView of(Normalization kind, NormalizationParameters numbers) {
    boolean moves = kind instanceof Normalization.BatchNorm;
    return new NormalizationParametersView(
        kind.scale() ? numbers.gamma().toArray() : null,
        kind.center() ? numbers.beta().toArray() : null,
        moves ? numbers.movingMean().toArray() : null,
        moves ? numbers.movingVariance().toArray() : null);
  }

  /** The view of a gradient, which has no moving statistics. */
  static NormalizationParametersView ofGradient(
      Normalization kind, NormalizationParameters numbers) {
    return new NormalizationParametersView(
        kind.scale() ? numbers.gamma().toArray() : null,
        kind.center() ? numbers.beta().toArray() : null,
        null,
        null);
  }
}
