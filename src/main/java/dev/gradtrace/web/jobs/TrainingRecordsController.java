package dev.gradtrace.web.jobs;

import dev.gradtrace.budget.MemoryNeed;
import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.contract.parameters.ParametersView;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.Predictions;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.plot.LossPicture;
import dev.gradtrace.trace.GradientTrace;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceSelection;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.access.Presence;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.media.Accepted;
import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Table;
import dev.gradtrace.web.media.Tabular;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The recordings of training jobs, and their networks. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping({RunPaths.TRAINED_ONE, RunPaths.OBSERVED_ONE})
record TrainingRecordsController(
    TrainingJobs jobs, EventStreams streams, Limits limits, Admission admission) {

  @Operation(
      operationId = "getLossCurve",
      summary = "Read the loss curve",
      description =
          "Also while the job runs. As CSV or JSON lines: one for each mini-batch loss and each epoch, or with grain one kind alone. As SVG: the losses, and the accuracies if there are any, over the steps.")
  @ApiResponse(
      responseCode = "200",
      description = "The curve so far.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = LossCurveView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @Settled(by = FinishedJob.class, immutable = true)
  @GetMapping(
      path = "/loss-curve",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        Tabular.TEXT_CSV,
        MediaType.APPLICATION_NDJSON_VALUE
      })
  LossCurveView lossCurve(
      @PathVariable String id,
      @Parameter(
              description =
                  "Of CSV and JSON lines: rows of one kind only, which then have no column for it.")
          @OneOf(LossGrain.class)
          @RequestParam(required = false)
          @Nullable String grain) {
    TrainingJob job = jobs.get(id);
    LossGrain rows = grain == null ? null : LossGrain.ALL.get("grain", grain);
    LossCurve curve = jobs.lossCurve(id);
    requireAnswer(numbers(curve), "", "ask for the picture");
    return LossCurveView.of(job, curve, rows);
  }

  private static long numbers(LossCurve curve) {
    return LossCurveView.NUMBERS_PER_BATCH * (long) curve.batches().size()
        + LossCurveView.NUMBERS_PER_EPOCH * (long) curve.epochs().size();
  }

  @Operation(hidden = true)
  @Settled(by = FinishedJob.class)
  @GetMapping(path = "/loss-curve", produces = PictureQuery.IMAGE_SVG)
  String lossPicture(@PathVariable String id, PictureQuery query) {
    String title = jobs.get(id).title();
    LossCurve curve = jobs.lossCurve(id);
    admission.answer(numbers(curve));
    return admission.draw(query.sketch(new LossPicture(title, curve)));
  }

  @Operation(hidden = true)
  @Settled(by = FinishedJob.class)
  @GetMapping(path = "/gradient-trace", produces = PictureQuery.IMAGE_SVG)
  String tracePicture(
      @PathVariable String id,
      TraceQuery query,
      PictureQuery pictureQuery,
      @Parameter(
              description =
                  "Of a picture: steps for colours over steps and layers, flow for lines over the layers, at the first, the middle and the last step.")
          @OneOf(TraceView.class)
          @RequestParam(defaultValue = TraceView.DEFAULT)
          String view) {
    TrainingJob job = jobs.get(id);
    Faults faults = new Faults();
    TraceView chosen = faults.<TraceView>part("", () -> TraceView.ALL.get("view", view));
    TraceSelection selection = faults.part("", job.spec().training().network(), query::drawn);
    pictureQuery.check(faults);
    faults.throwIfAny();
    TraceSelection drawn = faults.need(selection);
    GradientTrace trace = query.chosenSteps(jobs.trace(id, drawn));
    admission.answer(trace.size() * (long) drawn.layers().size());
    return admission.draw(
        pictureQuery.sketch(
            faults.need(chosen).of(job.title(), trace, drawn.metrics().get(0), drawn.layers())));
  }

  @Operation(
      operationId = "getGradientTrace",
      summary = "Read the gradient trace",
      description =
          "Also while the job runs. As CSV: one row for each step and layer; as JSON lines: one for each step, with its layers inside; with grain, the same rows in both. As SVG: one metric, deltaLog10 unless metrics names another, of each layer at each step, or as view says.")
  @ApiResponse(
      responseCode = "200",
      description = "The trace so far.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = GradientTraceView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @Settled(by = FinishedJob.class, immutable = true)
  @GetMapping(
      path = "/gradient-trace",
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        Tabular.TEXT_CSV,
        MediaType.APPLICATION_NDJSON_VALUE
      })
  GradientTraceView gradientTrace(
      @PathVariable String id,
      @ParameterObject TraceQuery query,
      @Parameter(
              description =
                  "Of CSV and JSON lines: one row for each step, or for each layer at each step.")
          @OneOf(TraceGrain.class)
          @RequestParam(required = false)
          @Nullable String grain) {
    TrainingJob job = jobs.get(id);
    TraceGrain rows = grain == null ? null : TraceGrain.ALL.get("grain", grain);
    TraceSelection selection = query.selection(job.spec().training().network());
    GradientTrace steps = query.chosenSteps(jobs.trace(id, selection.withoutMetrics()));
    requireAnswer(
        steps.size() * GradientTraceView.numbersPerStep(job.spec().training().network(), selection),
        "maxPoints",
        "ask for fewer steps, layers or metrics");
    return GradientTraceView.of(job, jobs.trace(id, selection), query, rows);
  }

  @Operation(
      operationId = "getEvents",
      summary = "Read or follow the events of a job",
      description =
          "As text/event-stream: what has happened, then what happens, until the final status; comments keep the connection alive. Last-Event-ID resumes without a gap.")
  @ApiResponse(
      responseCode = "200",
      description = "The events.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            array = @ArraySchema(schema = @Schema(implementation = EventView.class))),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            schema =
                @Schema(
                    type = "string",
                    description = "id, event and, as data, the data of the event as JSON."))
      })
  @ApiResponse(
      responseCode = "204",
      description = "As text/event-stream: the job is finished and all its events are known.",
      content = @Content)
  @Refuses({HttpStatus.TOO_MANY_REQUESTS, HttpStatus.UNPROCESSABLE_CONTENT})
  @GetMapping(
      path = "/events",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  Object events(
      @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(defaultValue = MediaType.ALL_VALUE)
          List<MediaType> accept,
      @Parameter(description = "Number of the last event that is known; as after.")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable Long lastEventId,
      @Parameter(description = "Only events with a larger number.") @RequestParam(required = false)
          @Nullable Long after,
      Presence reader) {
    TrainingJob job = jobs.get(id);
    long known = lastEventId != null ? lastEventId : after != null ? after : 0;
    List<JobEvent> news = jobs.events(id, known);
    if (!Accepted.prefers(MediaType.TEXT_EVENT_STREAM, accept)) {
      requireAnswer(
          EventView.MOST_NUMBERS * (long) news.size(), "after", "follow them as a stream");
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(news.stream().map(EventView::of).toList());
    }
    return job.status().isFinished() && news.isEmpty()
        ? ResponseEntity.noContent().build()
        : streams.open(id, known, reader);
  }

  @Operation(
      operationId = "getParameters",
      summary = "Read weights and biases",
      description =
          "Layers 1…L; of a running job those of a moment ago. With at=start those that it was given to start from. As CSV or JSON lines: one row for each number.")
  @ApiResponse(
      responseCode = "200",
      description = "The parameters.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            array = @ArraySchema(schema = @Schema(implementation = ParametersView.class))),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE)
      })
  @ApiResponse(
      responseCode = "204",
      description = "At the start: none were given, the seed decided.",
      content = @Content)
  @Refuses({HttpStatus.CONFLICT, HttpStatus.UNPROCESSABLE_CONTENT})
  @Settled(by = FinishedJob.class, immutable = true)
  @GetMapping(path = "/parameters", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<List<ParametersView>> parameters(
      @PathVariable String id,
      @Parameter(
              description =
                  "start: those that the run was given to start from, or of a run that is trained elsewhere those of its first point. Otherwise the last.")
          @OneOf(ParametersAt.class)
          @RequestParam(defaultValue = "last")
          String at) {
    List<ParametersView> found = parametersAt(id, ParametersAt.ALL.get("at", at));
    return found == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(found);
  }

  private @Nullable List<ParametersView> parametersAt(String id, ParametersAt at) {
    NetworkSpec network = jobs.get(id).spec().training().network();
    requireAnswer(network.parameterCount(), "", "export them as safetensors or ONNX");
    Parameters found = at == ParametersAt.START ? jobs.start(id) : jobs.parameters(id);
    return found == null ? null : ParametersView.of(network, found);
  }

  @Operation(hidden = true)
  @Settled(by = FinishedJob.class, immutable = true)
  @GetMapping(
      path = "/parameters",
      produces = {Tabular.TEXT_CSV, MediaType.APPLICATION_NDJSON_VALUE})
  ResponseEntity<Table> parameterTable(
      @PathVariable String id, @RequestParam(defaultValue = "last") String at) {
    List<ParametersView> found = parametersAt(id, ParametersAt.ALL.get("at", at));
    return found == null
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok(ParameterTable.of(found));
  }

  @Operation(
      operationId = "predict",
      summary = "Ask the trained network",
      description = "As CSV: one row for each sample.")
  @PostMapping(
      path = "/predictions",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  PredictionsView predict(@PathVariable String id, @RequestBody Body<PredictionRequest> body) {
    TrainingJob job = jobs.get(id);
    double[][] inputs = body.to(PredictionRequest::toSpec);
    NetworkSpec network = job.spec().training().network();
    limits.requirePredictions(inputs.length, network);
    admission.answer(inputs.length * (long) network.outputs());
    Predictions answers =
        admission.look(
            MemoryNeed.of("", Parameters.bytes(network)),
            inputs.length * network.parameterCount(),
            () -> jobs.predict(id, inputs));
    return PredictionsView.of(answers, jobs.classNames(id));
  }

  private void requireAnswer(long numbers, String wish, String advice) {
    limits.requireAnswer(numbers, wish, advice);
    admission.answer(numbers);
  }
}
