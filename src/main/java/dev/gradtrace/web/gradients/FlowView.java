package dev.gradtrace.web.gradients;

import dev.gradtrace.gradient.Statistics;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "Flow", description = "How the gradient flows through the whole network.")
public record FlowView(
    @Schema(description = "log₁₀ ‖∂C/∂aᴸ‖_F: where the gradient starts.") double costGradientLog10,
    @Schema(
            description =
                "Slope of the least-squares line through deltaLog10 over hidden layers 1…L−1, in decades"
                    + " per layer; positive: shrinking towards the input. Null with fewer than two.")
        double slopePerLayer,
    @Schema(description = "Coefficient of determination of that line, in [0, 1].") double r2) {

  static FlowView of(Statistics statistics) {
    return new FlowView(
        statistics.costGradientLog10(), statistics.slopePerLayer(), statistics.r2());
  }
}
