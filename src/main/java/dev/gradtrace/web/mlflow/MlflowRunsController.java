package dev.gradtrace.web.mlflow;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.exports.JobExports;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Writes runs to MLflow servers. */
@Tag(name = Tags.TRAIN)
@RestController
record MlflowRunsController(
    TrainingJobs jobs,
    MlflowRuns runs,
    Context context,
    Idempotency idempotency,
    Admission admission) {

  private static final String MLFLOW_RUNS = "/mlflow-runs";

  /** Copies of the trace in memory while it is written: as metrics, and as a file. */
  private static final int COPIES = 2;

  @Operation(
      operationId = "createMlflowRun",
      summary = "Write a run to an MLflow server",
      description =
          "Its parameters, losses, accuracies and layer metrics by step, tags, and as files its specification, gradient trace and diagnosis. Of a training job once it has ended; of an observed run at any time, as far as it is. At most about 50 000 numbers of layers are written, spread over the run; what is written takes a minute at most.")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = MlflowRunView.class)))
  @Refuses({HttpStatus.CONFLICT, HttpStatus.TOO_MANY_REQUESTS})
  @Creates(
      view = MlflowRunView.class,
      at = RunPaths.TRAINED_ONE + MLFLOW_RUNS,
      description = "The run, written; Location is its page at the server.")
  @PostMapping(
      path = {RunPaths.TRAINED_ONE + MLFLOW_RUNS, RunPaths.OBSERVED_ONE + MLFLOW_RUNS},
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> write(
      @PathVariable String id,
      @RequestBody Body<MlflowRunRequest> body,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    TrainingJob job = jobs.get(id);
    return idempotency.once(
        key,
        body::fingerprint,
        () -> {
          MlflowRunRequest.Target target = body.to(request -> request.toSpec(context));
          if (!job.status().isFinished() && !job.progress().isElsewhere()) {
            throw new WrongState(
                "The job is " + job.status().label() + "; write it once it has ended.");
          }
          admission.hold(COPIES * JobExports.bytesOfTrace(job));
          return runs.write(job, target);
        },
        new Idempotency.Collection<>(
            written -> written,
            runId -> {
              throw new IllegalStateException("What is written is short, and kept as it is");
            }));
  }
}
