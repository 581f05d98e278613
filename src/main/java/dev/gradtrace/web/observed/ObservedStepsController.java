package dev.gradtrace.web.observed;

import dev.gradtrace.contract.json.Body;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.job.observed.ObservedStep;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.media.ModelBody;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receives the parameters of observed runs, step by step. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(
    path = RunPaths.OBSERVED_ONE + "/steps/{step}",
    produces = MediaType.APPLICATION_JSON_VALUE)
record ObservedStepsController(ObservedRuns runs, KnownLayouts layouts, Admission admission) {

  private static final String DESCRIPTION =
      "Looks at the batch with them, keeps that as a point and answers with it. The last point may be replaced, an earlier one not. "
          + "As application/octet-stream: a safetensors file, such as safetensors.torch.save(model.state_dict()) gives.";

  @Operation(
      operationId = "putObservedStep",
      summary = "Send the parameters at a step",
      description = DESCRIPTION)
  @Refuses(HttpStatus.CONFLICT)
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ObservedStepView put(
      @PathVariable String id,
      @PathVariable long step,
      @RequestBody Body<ObservedStepRequest> body) {
    ObservedRuns.Turn turn = next(id, step);
    NetworkSpec network = turn.spec().training().network();
    return look(turn, body.to(request -> request.toSpec(step, network)));
  }

  @Operation(
      operationId = "putObservedStep",
      summary = "Send the parameters at a step",
      description = DESCRIPTION)
  @Refuses(HttpStatus.CONFLICT)
  @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ObservedStepView putFile(
      @PathVariable String id,
      @PathVariable long step,
      @ParameterObject ObservedFileQuery query,
      @RequestBody ModelBody body) {
    ObservedRuns.Turn turn = next(id, step);
    NetworkSpec network = turn.spec().training().network();
    return look(
        turn,
        query.toSpec(
            step, body.bytes(), modules -> layouts.read(id, network, body.bytes(), modules)));
  }

  /** What to measure at the step, if the run accepts a point there. */
  private ObservedRuns.Turn next(String id, long step) {
    InvalidSpec.unless(step >= 0, "step", "must be at least 0, was %d", step);
    return runs.next(id, step);
  }

  private ObservedStepView look(ObservedRuns.Turn turn, ObservedStep sent) {
    LookNeed need = LookNeed.of(turn);
    return ObservedStepView.of(
        admission.look(need.memory(), need.multiplications(), () -> runs.observe(turn, sent)));
  }
}
