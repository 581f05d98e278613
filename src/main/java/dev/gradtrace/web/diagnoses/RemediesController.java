package dev.gradtrace.web.diagnoses;

import dev.gradtrace.access.Caller;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.treatment.Diagnoses;
import dev.gradtrace.treatment.Treatments;
import dev.gradtrace.web.experiments.ExperimentView;
import dev.gradtrace.web.experiments.ExperimentsController;
import dev.gradtrace.web.jobs.TrainingJobsController;
import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts experiments that try the remedies of a diagnosis. */
@Tag(name = Tags.DIAGNOSE)
@RestController
record RemediesController(
    TrainingJobs jobs,
    Diagnoses diagnoses,
    Treatments treatments,
    Experiments experiments,
    Idempotency idempotency) {

  private static final String PATH = TrainingJobsController.PATH + "/{id}/remedies";

  @Operation(
      operationId = "tryRemedies",
      summary = "Try the remedies of a job's diagnosis",
      description =
          "An experiment whose cells are the job as it is, the job with each remedy of a finding, at most ten, those"
              + " of warnings and errors first, and, where one remedy leaves it ill, the job with several, each for what a short run of the job so"
              + " changed still suffers from. When it has ended, the diagnosis says what each has done.")
  @Refuses(HttpStatus.TOO_MANY_REQUESTS)
  @Creates(
      view = ExperimentView.class,
      at = ExperimentsController.PATH,
      description = "The experiment, whose jobs wait.")
  @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> tryRemedies(
      @PathVariable String id, Caller caller, @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    TrainingJob job = jobs.get(id);
    return idempotency.once(
        key,
        () -> "",
        () -> treatments.of(job, diagnoses.of(job)),
        new Idempotency.Collection<>(
            spec -> ExperimentView.of(experiments.submit(caller, spec)),
            created -> ExperimentView.of(experiments.get(created))));
  }
}
