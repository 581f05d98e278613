package dev.gradtrace.web.diagnoses;

import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.treatment.Diagnoses;
import dev.gradtrace.treatment.Diagnoses.Foresight;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Diagnoses of training jobs, and of jobs that were not submitted. */
@Tag(name = Tags.DIAGNOSE)
@RestController
record DiagnosesController(
    TrainingJobs jobs, Experiments experiments, Diagnoses diagnoses, Context context) {

  @Operation(
      operationId = "diagnoseTrainingJob",
      summary = "Ask why the network does not train",
      description =
          "What every rule says, with evidence and remedies; also while the job runs, then without the rules that run parts of it again, as of a run that is trained elsewhere. As CSV: one row for each finding.")
  @Refuses(HttpStatus.CONFLICT)
  @Settled(by = FinishedDiagnosis.class)
  @GetMapping(
      path = {RunPaths.TRAINED_ONE + "/diagnosis", RunPaths.OBSERVED_ONE + "/diagnosis"},
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  DiagnosisView diagnosis(@PathVariable String id) {
    TrainingJob job = jobs.get(id);
    return DiagnosisView.of(
        job.id(), job.status().isFinished(), diagnoses.of(job), experiments.treatments(job.id()));
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
    DiagnosisRequest.ShortRun run = body.to(request -> request.toSpec(context));
    Foresight foresight = diagnoses.of(run.spec(), run.steps());
    return DiagnosisView.of(null, foresight.complete(), foresight.diagnosis(), List.of());
  }
}
