package dev.gradtrace.web.gradients;

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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The gradient of one batch, without training. */
@Tag(name = Tags.LOOK)
@RestController
@RequestMapping(path = "/v1/gradients", produces = MediaType.APPLICATION_JSON_VALUE)
record GradientsController(Context context, Admission admission) {

  @Operation(
      operationId = "computeGradients",
      summary = "Look at the gradient of one batch",
      description =
          "Every metric of every layer, the flow of the gradient through the network, and what include asks for. Nothing is trained. As CSV: one row for each layer.")
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  GradientView gradients(@RequestBody Body<GradientRequest> body) {
    GradientSpec question = body.to(request -> request.toSpec(context));
    GradientView answer =
        admission.look(
            question.memory(),
            question.multiplications(),
            () -> GradientView.of(question, question.probe()));
    if (question.asksFor(GradientPart.DISTRIBUTIONS)) {
      context
          .limits()
          .requireAnswer(answer.numbersOfDistributions(), "include", "leave the distributions out");
    }
    return answer;
  }

  @Operation(
      operationId = "compareCosts",
      summary = "Compare the gradients of several costs on the same weights and batch",
      description =
          "Does another cost change the earlier layers, by what factor, and does the decay from layer to layer change? Everything but the cost is the same. As CSV: one row for each cost and layer.")
  @PostMapping(
      path = "/compare",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  CostComparisonView compare(@RequestBody Body<CostComparisonRequest> body) {
    CostComparisonSpec question = body.to(request -> request.toSpec(context));
    return admission.look(
        question.memory(),
        question.multiplications(),
        () -> CostComparisonView.of(question.comparison()));
  }
}
