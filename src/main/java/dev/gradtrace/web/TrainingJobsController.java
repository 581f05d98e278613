package dev.gradtrace.web;

import dev.gradtrace.job.JobPage;
import dev.gradtrace.job.JobSpec;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.web.json.Body;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Training jobs, which run in the background. */
@RestController
@RequestMapping(path = TrainingJobsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
final class TrainingJobsController {

  static final String PATH = "/v1/training-jobs";

  static final Named<JobStatus> STATUSES = Named.of("status", JobStatus.values(), JobStatus::label);

  private final TrainingJobs jobs;
  private final Context context;
  private final Idempotency idempotency;

  TrainingJobsController(TrainingJobs jobs, Context context, Idempotency idempotency) {
    this.jobs = jobs;
    this.context = context;
    this.idempotency = idempotency;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> submit(
      @RequestBody Body<TrainingJobRequest> body,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key)
      throws IOException {
    return idempotency.once(
        new Idempotency.Request(PATH, key, body::fingerprint), () -> submitted(body));
  }

  private ResponseEntity<TrainingJobView> submitted(Body<TrainingJobRequest> body) {
    JobSpec spec = body.to(request -> request.toSpec(context));
    TrainingJob job = jobs.submit(spec);
    return ResponseEntity.created(URI.create(PATH + "/" + job.id())).body(TrainingJobView.of(job));
  }

  @GetMapping
  PageView<TrainingJobView> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT) int limit,
      @RequestParam(required = false) @Nullable String after) {
    PageRequest page = new PageRequest(limit);
    JobPage found =
        jobs.list(status == null ? null : STATUSES.get("status", status), after, page.limit());
    List<TrainingJobView> views = found.jobs().stream().map(TrainingJobView::of).toList();
    UriComponentsBuilder list = UriComponentsBuilder.fromPath(PATH);
    return PageView.of(
        views,
        found.hasMore(),
        status == null ? list : list.queryParam("status", status),
        page.limit(),
        views.isEmpty() ? "" : views.get(views.size() - 1).id());
  }

  @GetMapping("/{id}")
  TrainingJobView get(@PathVariable String id) {
    return TrainingJobView.of(jobs.get(id));
  }

  @PostMapping("/{id}/cancel")
  TrainingJobView cancel(@PathVariable String id) {
    return TrainingJobView.of(jobs.cancel(id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    jobs.delete(id);
  }
}
