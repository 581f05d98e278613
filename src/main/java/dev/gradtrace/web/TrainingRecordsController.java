package dev.gradtrace.web;

import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.web.json.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** What a training job has recorded, and the network it trained. */
@RestController
@RequestMapping(TrainingJobsController.PATH + "/{id}")
final class TrainingRecordsController {

  private final TrainingJobs jobs;
  private final EventStreams streams;
  private final Limits limits;

  TrainingRecordsController(TrainingJobs jobs, EventStreams streams, Limits limits) {
    this.jobs = jobs;
    this.streams = streams;
    this.limits = limits;
  }

  @GetMapping(
      path = "/loss-curve",
      produces = {MediaType.APPLICATION_JSON_VALUE, CsvConverter.TEXT_CSV})
  LossCurveView lossCurve(@PathVariable String id) {
    TrainingJob job = jobs.get(id);
    return LossCurveView.of(job, jobs.lossCurve(id));
  }

  @GetMapping(
      path = "/gradient-trace",
      produces = {MediaType.APPLICATION_JSON_VALUE, CsvConverter.TEXT_CSV})
  GradientTraceView gradientTrace(@PathVariable String id, TraceQuery query) {
    TrainingJob job = jobs.get(id);
    return GradientTraceView.of(job, jobs.trace(id), query);
  }

  @GetMapping(
      path = "/events",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
  Object events(
      @PathVariable String id,
      @RequestHeader(defaultValue = MediaType.ALL_VALUE) List<MediaType> accept,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
      @RequestParam(required = false) @Nullable Long after) {
    TrainingJob job = jobs.get(id);
    long known = lastEventId != null ? lastEventId : after != null ? after : 0;
    if (!wantsStream(accept)) {
      return jobs.events(id, known).stream().map(EventView::of).toList();
    }
    List<JobEvent> news = jobs.events(id, known);
    return job.status().isFinished() && news.isEmpty()
        ? ResponseEntity.noContent().build()
        : streams.open(id, known);
  }

  /** Whether a stream is preferred; a wildcard is answered with the list. */
  private static boolean wantsStream(List<MediaType> accept) {
    double stream = 0;
    double list = 0;
    for (MediaType type : accept) {
      if (type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM) && !type.isWildcardType()) {
        stream = Math.max(stream, type.getQualityValue());
      } else if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
        list = Math.max(list, type.getQualityValue());
      }
    }
    return stream > list || stream > 0 && stream == list;
  }

  @GetMapping(path = "/parameters", produces = MediaType.APPLICATION_JSON_VALUE)
  List<ParametersView> parameters(@PathVariable String id) {
    return ParametersView.of(jobs.get(id).spec().training().network(), jobs.parameters(id));
  }

  @PostMapping(
      path = "/predictions",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  PredictionsView predict(@PathVariable String id, @RequestBody Body<PredictionRequest> body) {
    TrainingJob job = jobs.get(id);
    double[][] inputs = body.to(PredictionRequest::toSpec);
    limits.requirePredictions(inputs.length, job.spec().training().network());
    return PredictionsView.of(jobs.predict(id, inputs));
  }
}
