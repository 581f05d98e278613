package dev.gradtrace.web.observed;

import dev.gradtrace.contract.json.Body;
import dev.gradtrace.job.observed.ObservedPoint;
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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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

  private static final String PREFERENCE = "Prefer";

  private static final String PREFER =
      "With return=minimal (RFC 7240) the point is kept, and not answered with.";

  private static final String UNTOLD = "The point is kept; Prefer asked for no more.";

  private static final Pattern MINIMAL =
      Pattern.compile(
          "(^|,)\\s*return\\s*=\\s*\"?minimal\"?\\s*($|[,;])", Pattern.CASE_INSENSITIVE);

  @Operation(
      operationId = "putObservedStep",
      summary = "Send the parameters at a step",
      description = DESCRIPTION)
  @ApiResponse(responseCode = "200", description = "What the gradient does.")
  @ApiResponse(responseCode = "204", description = UNTOLD, content = @Content)
  @Refuses(HttpStatus.CONFLICT)
  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Nullable ObservedStepView put(
      @PathVariable String id,
      @PathVariable long step,
      @Parameter(description = PREFER) @RequestHeader(name = PREFERENCE, required = false)
          @Nullable String prefer,
      @RequestBody Body<ObservedStepRequest> body,
      HttpServletResponse response) {
    ObservedRuns.Turn turn = next(id, step);
    NetworkSpec network = turn.spec().training().network();
    return look(turn, body.to(request -> request.toSpec(step, network)), prefer, response);
  }

  @Operation(
      operationId = "putObservedStep",
      summary = "Send the parameters at a step",
      description = DESCRIPTION)
  @ApiResponse(responseCode = "200", description = "What the gradient does.")
  @ApiResponse(responseCode = "204", description = UNTOLD, content = @Content)
  @Refuses(HttpStatus.CONFLICT)
  @PutMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Nullable ObservedStepView putFile(
      @PathVariable String id,
      @PathVariable long step,
      @Parameter(description = PREFER) @RequestHeader(name = PREFERENCE, required = false)
          @Nullable String prefer,
      @ParameterObject ObservedFileQuery query,
      @RequestBody ModelBody body,
      HttpServletResponse response) {
    ObservedRuns.Turn turn = next(id, step);
    NetworkSpec network = turn.spec().training().network();
    return look(
        turn,
        query.toSpec(
            step, body.bytes(), modules -> layouts.read(id, network, body.bytes(), modules)),
        prefer,
        response);
  }

  /** What to measure at the step, if the run accepts a point there. */
  private ObservedRuns.Turn next(String id, long step) {
    InvalidSpec.unless(step >= 0, "step", "must be at least 0, was %d", step);
    return runs.next(id, step);
  }

  private @Nullable ObservedStepView look(
      ObservedRuns.Turn turn,
      ObservedStep sent,
      @Nullable String prefer,
      HttpServletResponse response) {
    LookNeed need = LookNeed.of(turn);
    ObservedPoint point =
        admission.look(need.memory(), need.multiplications(), () -> runs.observe(turn, sent));
    if (prefer == null || !MINIMAL.matcher(prefer).find()) {
      return ObservedStepView.of(point);
    }
    response.setHeader("Preference-Applied", "return=minimal");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return null;
  }
}
