package dev.gradtrace.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gradtrace.job.Predictions;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "Predictions", description = "What the network answers.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PredictionsView(
    @Schema(description = "outputs[sample][output].") double[][] outputs,
    @Schema(description = "The class of each sample, from 0; absent in a regression.")
        int @Nullable [] labels) {

  static PredictionsView of(Predictions predictions) {
    return new PredictionsView(predictions.outputs(), predictions.labels());
  }
}
