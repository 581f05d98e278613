package dev.gradtrace.web.diagnoses;

import dev.gradtrace.web.Context;
import dev.gradtrace.web.Diagnoses;
import dev.gradtrace.web.json.Body;
import dev.gradtrace.web.openapi.OpenApiConfiguration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opinions about jobs before they are trained. */
@Tag(name = OpenApiConfiguration.Tags.DIAGNOSE)
@RestController
final class DiagnosesController {

  private final Context context;
  private final Diagnoses diagnoses;

  DiagnosesController(Context context, Diagnoses diagnoses) {
    this.context = context;
    this.diagnoses = diagnoses;
  }

  @Operation(
      operationId = "diagnoseBeforeTraining",
      summary = "Ask what is wrong with a job before it is trained",
      description =
          "Looks at network, cost and data, runs the job for a second or so, and says what every rule"
              + " finds. Nothing is stored. What takes longer than the short run, such as overfitting, is"
              + " only seen if the job fits into it.")
  @PostMapping(
      path = "/v1/diagnoses",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  DiagnosisView diagnose(@RequestBody Body<DiagnosisRequest> body) {
    DiagnosisRequest.Question question = body.to(request -> request.toSpec(context));
    return diagnoses.of(question);
  }
}
