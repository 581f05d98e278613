package dev.gradtrace.web.gradients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.gradient.Statistics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(name = "Flow", description = "How the gradient flows through the whole network.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowView(
    @Schema(description = "log₁₀ ‖∂C/∂aᴸ‖_F: where the gradient starts.") double costGradientLog10,
    @Schema(
            description =
                "Slope of the least-squares line through deltaLog10 over hidden layers 1…L−1, in decades"
                    + " per layer; positive: shrinking towards the input. Null with fewer than two.")
        double slopePerLayer,
    @Schema(description = "Coefficient of determination of that line, in [0, 1].") double r2,
    @Schema(
            description =
                "Slope of the line through inputGradientLog10 of the residual blocks, in decades per block;"
                    + " positive: shrinking towards the input. Null with fewer than two; absent without blocks.")
        @Nullable Double slopePerBlock,
    @Schema(description = "Residual blocks 1, 2, …; absent without any.")
        @Nullable List<BlockFlowView> blocks,
    @Schema(description = "What to beware of in metrics; absent for nothing.")
        @Nullable List<MetricConditionView> conditions) {

  private static final List<String> BIASED =
      List.of(Metric.GRADIENT_VARIANCE.label(), Metric.GRADIENT_SIGNAL.label());

  @Schema(
      name = "BlockFlow",
      description =
          "The gradient at both ends of a residual block: what its skip carries past its layers.")
  public record BlockFlowView(
      @Schema(description = "Number of the block, from 1.") int block,
      @Schema(description = "log₁₀ ‖∂C/∂x‖_F, x what goes into the block.")
          double inputGradientLog10,
      @Schema(description = "log₁₀ ‖∂C/∂y‖_F, y what it hands on.") double outputGradientLog10) {}

  public static FlowView of(Statistics statistics) {
    boolean hasBlocks = statistics.blocks() > 0;
    return new FlowView(
        statistics.costGradientLog10(),
        statistics.slopePerLayer(),
        statistics.r2(),
        hasBlocks ? (Double) statistics.slopePerBlock() : null,
        hasBlocks ? blocks(statistics) : null,
        statistics.mixesSamples() ? MetricConditionView.ofMixedSamples(BIASED) : null);
  }

  private static List<BlockFlowView> blocks(Statistics statistics) {
    return IntStream.rangeClosed(1, statistics.blocks())
        .mapToObj(
            k ->
                new BlockFlowView(
                    k,
                    statistics.blockInputGradientLog10(k),
                    statistics.blockOutputGradientLog10(k)))
        .toList();
  }
}
