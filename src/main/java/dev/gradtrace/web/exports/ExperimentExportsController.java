package dev.gradtrace.web.exports;

import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.experiments.EndedExperiment;
import dev.gradtrace.web.experiments.ExperimentsController;
import dev.gradtrace.web.media.FileView;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Exports of experiments for other tools. */
@Tag(name = Tags.COMPARE)
@RestController
@RequestMapping(ExperimentsController.PATH + "/{id}/export")
record ExperimentExportsController(
    Experiments experiments, JobExports exports, Admission admission) {

  @Operation(
      operationId = "exportExperiment",
      summary = "Take the runs of an experiment elsewhere",
      description =
          "A ZIP archive with a directory for each run, whose name says factors and seed; in it the file that the job's own export gives. Runs of which there is no such file yet, or whose job was deleted, are left out. Pages of html have the diagnosis unless there are more than "
              + ExperimentArchive.MOST_DIAGNOSED
              + " runs. "
              + Format.DESCRIPTION)
  @ApiResponse(
      responseCode = "200",
      description = "The archive.",
      headers =
          @Header(
              name = HttpHeaders.CONTENT_DISPOSITION,
              description = "Its name.",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @Settled(by = EndedExperiment.class)
  @GetMapping(produces = MediaType.ALL_VALUE)
  ResponseEntity<FileView> export(@PathVariable String id, @ParameterObject ExportQuery query) {
    Experiment experiment = experiments.get(id);
    ExportSpec spec = query.toSpec(null);
    ExperimentArchive archive = ExperimentArchive.of(experiment, spec, exports);
    admission.hold(archive.bytes());
    return ExportedFile.complete(id + ".zip", archive).toResponse();
  }
}
