package dev.gradtrace.web.jobs;

import dev.gradtrace.contract.json.Table;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "PredictionRequest", description = "What the network shall answer to.")
record PredictionRequest(
    @Schema(description = "inputs[sample][feature], as the dataset had them before scaling.")
        Table inputs) {

  double[][] toSpec() {
    return new Faults().need(inputs).toRows();
  }
}
