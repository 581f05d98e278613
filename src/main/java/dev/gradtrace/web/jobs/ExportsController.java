package dev.gradtrace.web.jobs;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.interchange.SafetensorsFile;
import dev.gradtrace.interchange.onnx.OnnxFile;
import dev.gradtrace.interchange.tensorboard.EventFile;
import dev.gradtrace.job.TrainedNetwork;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
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
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a training job has recorded, and the network it trained, as files for other tools. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(TrainingJobsController.PATH + "/{id}/export")
record ExportsController(TrainingJobs jobs, Clock clock) {

  private enum Format {
    TENSORBOARD,
    SAFETENSORS,
    ONNX
  }

  private static final Named<Format> FORMATS = Named.of("format", Format.class);

  @Operation(
      operationId = "exportTrainingJob",
      summary = "Take a run or its network elsewhere",
      description =
          "tensorboard: an event file with the loss curve and every metric of every layer so far, by step, to be kept under the name it comes with. "
              + "safetensors: layers.1.weight [out, in], layers.1.bias [out] and so on, 64 bits; inputs.shift and inputs.factor where inputs are scaled. "
              + "onnx: a model from inputs [batch, features], unscaled, to outputs [batch, units], 64 bits, opset 13.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      headers =
          @Header(
              name = HttpHeaders.CONTENT_DISPOSITION,
              description = "Its name.",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @Refuses(HttpStatus.CONFLICT)
  @Settled(by = FinishedJob.class)
  @GetMapping(produces = MediaType.ALL_VALUE)
  ResponseEntity<FileView> export(
      @PathVariable String id,
      @Parameter(description = "What kind of file.") @OneOf(Format.class) @RequestParam
          String format) {
    TrainingJob job = jobs.get(id);
    return switch (FORMATS.get("format", format)) {
      case TENSORBOARD -> events(job);
      case SAFETENSORS -> {
        TrainedNetwork trained = jobs.trained(id);
        SafetensorsFile file = new SafetensorsFile(id, trained.network(), trained.scaling());
        yield file(id + ".safetensors", file::writeTo);
      }
      case ONNX -> {
        TrainedNetwork trained = jobs.trained(id);
        OnnxFile file = new OnnxFile(id, trained.network(), trained.scaling());
        yield file(id + ".onnx", file::writeTo);
      }
    };
  }

  private ResponseEntity<FileView> events(TrainingJob job) {
    Instant start = requireNonNullElse(job.startedAt(), job.createdAt());
    Instant end = requireNonNullElse(job.finishedAt(), clock.instant());
    EventFile file = new EventFile(jobs.lossCurve(job.id()), jobs.trace(job.id()), start, end);
    return file(EventFile.name(start, job.id()), file::writeTo);
  }

  private static ResponseEntity<FileView> file(String name, FileView content) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(content);
  }
}
