package dev.gradtrace.web.steps;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.treatment.StepwiseTraining;
import dev.gradtrace.web.operation.Tags;
import dev.gradtrace.web.steps.TrainingStepsRequest.Question;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Trains a few steps per request. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(path = "/v1/training-steps", consumes = MediaType.APPLICATION_JSON_VALUE)
record TrainingStepsController(StepwiseTraining training, Context context) {

  @Operation(
      operationId = "trainSteps",
      summary = "Train some steps while you look on",
      description =
          "Takes the next steps of a job that was not submitted, and answers with what they were"
              + " like and with the state to go on from. Nothing is kept: the state is all there"
              + " is. However the steps are cut, losses and parameters are those of the submitted"
              + " job to the last bit.")
  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  TrainingStepsView train(@RequestBody Body<TrainingStepsRequest> body) {
    Question question = body.to(request -> request.toSpec(context));
    return TrainingStepsView.of(question, training.of(question.job(), question.wish()));
  }
}
