package dev.gradtrace.web.gradients;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.gradient.distribution.Distribution;
import dev.gradtrace.gradient.distribution.NumberFormat;
import dev.gradtrace.gradient.distribution.Tensor;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Distribution",
    description =
        "The entries of one tensor of a layer, counted by sign and octave; biases, γ and β are not counted."
            + " Two of one tensor add up by adding counts.")
public record DistributionView(
    @Schema(
            description =
                "What is counted: W, ∂C/∂W (the batch mean, without the l2 term), δ = m·∂C/∂z, z or a; of a"
                    + " training step also the update, W after it minus W before.")
        @OneOf(family = Family.TENSOR)
        String of,
    @Schema(description = "All entries: zero + nonFinite + Σ negative + Σ positive.") long count,
    @Schema(description = "Entries that are 0.") int zero,
    @Schema(description = "Entries that are NaN or infinite.") int nonFinite,
    @Schema(
            description =
                "Exponent of the lowest octave that holds an entry; null, like all that follows from it, where"
                    + " there is none.")
        @Nullable Integer firstExponent,
    @Schema(
            description =
                "negative[k]: entries with 2^(firstExponent+k) ≤ −x < 2^(firstExponent+k+1).")
        int[] negative,
    @Schema(
            description =
                "positive[k]: entries with 2^(firstExponent+k) ≤ x < 2^(firstExponent+k+1); as long as negative,"
                    + " up to the highest octave that holds an entry.")
        int[] positive,
    @Schema(description = "Least |x| that is not 0, as the nearest double; 0 below their range.")
        double minAbs,
    @Schema(description = "Greatest |x|, as the nearest double; null beyond their range.")
        double maxAbs,
    @Schema(description = "log₁₀ of the least |x| that is not 0, exact at any depth.")
        double minAbsLog10,
    @Schema(description = "log₁₀ of the greatest |x|, exact at any depth.") double maxAbsLog10,
    @Schema(
            description =
                "Share of the entries that are not 0 which round to 0 in float32, |x| ≤ 2⁻¹⁵⁰.")
        double belowFloat32,
    @Schema(description = "The same in bfloat16, |x| ≤ 2⁻¹³⁴.") double belowBfloat16,
    @Schema(description = "The same in float16, |x| ≤ 2⁻²⁵.") double belowFloat16,
    @Schema(
            description =
                "Share of the entries that are not 0 which round to infinity in float16, |x| ≥ 65520.")
        double aboveFloat16) {

  /** Numbers besides the counts. */
  private static final int OTHER_NUMBERS = 12;

  static DistributionView of(Tensor tensor, Distribution counted) {
    return new DistributionView(
        tensor.label(),
        counted.count(),
        counted.zero(),
        counted.nonFinite(),
        counted.isEmpty() ? null : counted.firstExponent(),
        counted.negative(),
        counted.positive(),
        counted.minAbs(),
        counted.maxAbs(),
        counted.minAbsLog10(),
        counted.maxAbsLog10(),
        counted.shareLost(NumberFormat.FLOAT32),
        counted.shareLost(NumberFormat.BFLOAT16),
        counted.shareLost(NumberFormat.FLOAT16),
        counted.shareAboveFloat16());
  }

  /** How many numbers the view holds. */
  long numbers() {
    return OTHER_NUMBERS + 2L * positive.length;
  }
}
