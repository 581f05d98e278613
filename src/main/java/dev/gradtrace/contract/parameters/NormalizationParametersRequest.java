package dev.gradtrace.contract.parameters;

import dev.gradtrace.matrix.Matrix;
import dev.gradtrace.network.Normalization;
import dev.gradtrace.network.Normalization.BatchNorm;
import dev.gradtrace.network.NormalizationParameters;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "NormalizationParameters",
    description =
        "What a normalisation learnt, one number for each unit. What is missing is as at the start; what"
            + " the normalisation has no use for is refused.")
public record NormalizationParametersRequest(
    @Schema(description = "γ; of those with scale. Default: ones.") double @Nullable [] gamma,
    @Schema(description = "β; of those with center. Default: zeros.") double @Nullable [] beta,
    @Schema(description = "Moving mean; of batch_norm. Default: zeros.")
        double @Nullable [] movingMean,
    @Schema(
            description =
                "Moving variance; of batch_norm. Below −epsilon inference has no numbers. Default: ones.")
        double @Nullable [] movingVariance) {

  /**
   * @throws dev.gradtrace.validation.InvalidSpec if a given parameter does not belong to this
   *     normalisation
   */
  NormalizationParameters toSpec(Normalization kind, int units) {
    Faults faults = new Faults();
    boolean moves = kind instanceof BatchNorm;
    NormalizationParameters numbers = NormalizationParameters.initial(units);
    take(faults, "gamma", kind.scale() ? numbers.gamma() : null, gamma);
    take(faults, "beta", kind.center() ? numbers.beta() : null, beta);
    take(faults, "movingMean", moves ? numbers.movingMean() : null, movingMean);
    take(faults, "movingVariance", moves ? numbers.movingVariance() : null, movingVariance);
    faults.throwIfAny();
    return numbers;
  }

  /**
   * Copies given values into a column.
   *
   * @param column null if the normalisation has no such parameter
   */
  private static void take(
      Faults faults, String member, @Nullable Matrix column, double @Nullable [] given) {
    if (given == null) {
      return;
    }
    faults.unless(column != null, member, "is of no use to this normalisation");
    if (column != null) {
      boolean fits = given.length == column.rows();
      faults.unless(fits, member, "have %d values, expected %d", given.length, column.rows());
      if (fits) {
        column.set(Matrix.ofColumns(given.length, given));
      }
    }
  }
}
