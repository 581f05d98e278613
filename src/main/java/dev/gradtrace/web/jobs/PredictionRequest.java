package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.json.NumberTable;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "PredictionRequest", description = "Inputs to predict outputs for.")
record PredictionRequest(
    @Schema(description = "inputs[sample][feature], as the dataset had them before scaling.")
        NumberTable inputs) {

  double[][] toSpec() {
    return new Faults().need(inputs).toRows();
  }
}
