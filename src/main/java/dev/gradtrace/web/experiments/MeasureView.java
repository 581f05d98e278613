package dev.gradtrace.web.experiments;

import dev.gradtrace.experiment.Measure;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "Measure", description = "A figure of the runs of a cell that have succeeded.")
record MeasureView(
    @Schema(
            description =
                "Mean over the runs in which the figure is finite; null if there is none.")
        double mean,
    @Schema(description = "Sample standard deviation over them; null with fewer than two.")
        double sd,
    @Schema(description = "How many those are.") int n,
    @Schema(
            description =
                "Ratio to the mean of the baseline; of a logarithm, the ratio of what it is the logarithm of:"
                    + " 10 to the power of the difference. Null if the baseline has none.")
        double ratio) {

  static MeasureView of(Measure measure) {
    return new MeasureView(measure.mean(), measure.sd(), measure.n(), measure.ratio());
  }
}
