package dev.gradtrace.web.observed;

import dev.gradtrace.gradient.Statistics;
import dev.gradtrace.job.observed.ObservedPoint;
import dev.gradtrace.web.gradients.FlowView;
import dev.gradtrace.web.gradients.LayerMetricsView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(name = "ObservedStep", description = "What the gradient of the batch does at a step.")
record ObservedStepView(
    @Schema(description = "As it was sent.") long step,
    @Schema(description = "Mean cost over the batch; null where it is not finite.") double loss,
    FlowView flow,
    @Schema(description = "Layers 1…L.") List<LayerMetricsView> layers) {

  static ObservedStepView of(ObservedPoint point) {
    Statistics statistics = point.statistics();
    return new ObservedStepView(
        point.step(),
        point.traced().loss(),
        FlowView.of(statistics),
        LayerMetricsView.of(point.network(), statistics));
  }
}
