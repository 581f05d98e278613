package dev.gradtrace.web.exports;

import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.media.FileView;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exports of training jobs and their networks for other tools. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping({RunPaths.TRAINED_ONE + "/export", RunPaths.OBSERVED_ONE + "/export"})
record JobExportsController(JobExports exports, Admission admission) {

  @Operation(
      operationId = "exportTrainingJob",
      summary = "Take a run or its network elsewhere",
      description =
          Format.DESCRIPTION
              + " Link names what will be appended to the event file of a job that runs.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      headers = {
        @Header(
            name = HttpHeaders.CONTENT_DISPOSITION,
            description = "Its name.",
            schema = @Schema(type = "string")),
        @Header(
            name = HttpHeaders.LINK,
            description =
                "With rel=\"next\", of an event file to which more will be appended: where to ask for it in a while.",
            schema = @Schema(type = "string"))
      },
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @Refuses(HttpStatus.CONFLICT)
  @Settled(by = FinishedJob.class)
  @GetMapping(produces = MediaType.ALL_VALUE)
  ResponseEntity<FileView> export(
      @PathVariable String id,
      @ParameterObject ExportQuery query,
      @Parameter(
              description =
                  "Of an event file: only what belongs to later steps, to be appended to what was sent before; as Link has it.",
              schema = @Schema(type = "integer", format = "int64", minimum = "-1"))
          @RequestParam(required = false)
          @Nullable Long after) {
    Subject subject = Subject.alone(exports.job(id));
    ExportSpec spec = query.toSpec(after);
    admission.hold(JobExports.bytes(subject.job(), spec));
    return exports.of(subject, spec).toResponse();
  }
}
