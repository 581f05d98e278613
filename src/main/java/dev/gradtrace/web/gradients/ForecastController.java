package dev.gradtrace.web.gradients;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Forecasts by mean-field theory, without computing a gradient. */
@Tag(name = Tags.LOOK)
@RestController
record ForecastController(Context context, Admission admission) {

  @Operation(
      operationId = "forecastGradients",
      summary = "Forecast how gradients will flow, before any weight is drawn",
      description =
          "Mean-field theory, layer by layer at the depth the network has. Compare with flow.slopePerLayer of /v1/gradients. As CSV: one row for each layer.")
  @PostMapping(
      path = "/v1/forecast",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  ForecastView forecast(@RequestBody Body<ForecastRequest> body) {
    ForecastSpec question = body.to(request -> request.toSpec(context));
    return admission.look(MemoryNeed.NONE, question.multiplications(), question::view);
  }
}
