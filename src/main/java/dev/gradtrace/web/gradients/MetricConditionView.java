package dev.gradtrace.web.gradients;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "MetricCondition", description = "What metrics do not tell, and why.")
public record MetricConditionView(
    @Schema(description = "Names of the metrics.") List<String> metrics,
    @Schema(description = "For people.") String reason) {

  private static final String MIXED =
      "Under batch statistics every sample's cost depends on every sample of its batch, so that the samples'"
          + " shares of the gradient are not independent: these estimates are not unbiased.";

  /** The note on metrics if batch statistics mix the samples. */
  public static List<MetricConditionView> ofMixedSamples(List<String> metrics) {
    return List.of(new MetricConditionView(metrics, MIXED));
  }
}
