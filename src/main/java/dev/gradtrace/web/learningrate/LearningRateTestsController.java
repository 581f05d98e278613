package dev.gradtrace.web.learningrate;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.plot.RatePicture;
import dev.gradtrace.training.rate.RateAdvice;
import dev.gradtrace.treatment.LearningRateTests;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.learningrate.LearningRateTestRequest.Question;
import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Learning-rate range tests of jobs that were not submitted. */
@Tag(name = Tags.DIAGNOSE)
@RestController
@RequestMapping(path = "/v1/learning-rate-tests", consumes = MediaType.APPLICATION_JSON_VALUE)
record LearningRateTestsController(LearningRateTests tests, Context context, Admission admission) {

  private static final String UNNAMED = "Learning-rate test";

  @Operation(
      operationId = "testLearningRates",
      summary = "Find a learning rate before training",
      description =
          "Runs the first steps of the job at a rate that rises from step to step, and says what"
              + " the losses suggest. Each suggestion is tried by a run of the job, shortened where it"
              + " is large. Nothing is kept; the same body has the same answer to the"
              + " last bit. As CSV: one row for each step. As SVG: the losses over the rates, and"
              + " the suggestions.")
  @ApiResponse(
      responseCode = "200",
      description = "The losses, and the rates they suggest.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = LearningRateTestView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @PostMapping(produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  LearningRateTestView test(@RequestBody Body<LearningRateTestRequest> body) {
    Question question = body.to(request -> request.toSpec(context));
    return LearningRateTestView.of(tests.of(question.job(), question.range()));
  }

  @Operation(hidden = true)
  @PostMapping(produces = PictureQuery.IMAGE_SVG)
  String picture(@RequestBody Body<LearningRateTestRequest> body, PictureQuery query) {
    Faults faults = new Faults();
    query.check(faults);
    Question asked = faults.part("", body, given -> given.to(request -> request.toSpec(context)));
    faults.throwIfAny();
    Question question = faults.need(asked);
    String name = question.job().name();
    RateAdvice advice = tests.of(question.job(), question.range());
    return admission.draw(
        query.sketch(new RatePicture(name == null || name.isBlank() ? UNNAMED : name, advice)));
  }
}
