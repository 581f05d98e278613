package dev.gradtrace.web.jobs;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.CaptionPatchRequest;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.TrainingJobRequest;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.spec.JobSpec;
import dev.gradtrace.notification.Notifications;
import dev.gradtrace.notification.Subscription;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.operation.CaptionQuery;
import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.PageView;
import dev.gradtrace.web.operation.Refuses;
import dev.gradtrace.web.operation.Settled;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Training jobs, which run in the background. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(path = TrainingJobsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
public final class TrainingJobsController {

  public static final String PATH = "/v1/training-jobs";

  private final TrainingJobs jobs;
  private final Context context;
  private final Idempotency idempotency;
  private final Access access;
  private final Notifications notifications;

  TrainingJobsController(
      TrainingJobs jobs,
      Context context,
      Idempotency idempotency,
      Access access,
      Notifications notifications) {
    this.notifications = notifications;
    this.jobs = jobs;
    this.context = context;
    this.idempotency = idempotency;
    this.access = access;
  }

  @Operation(
      operationId = "createTrainingJob",
      summary = "Submit a training job",
      description =
          "It waits for a worker and runs in the background. The same request and seed give the same numbers, to the last bit.")
  @Refuses(HttpStatus.TOO_MANY_REQUESTS)
  @Creates(view = TrainingJobView.class, at = PATH, description = "The job, which waits.")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> submit(
      @RequestBody Body<TrainingJobRequest> body,
      Caller caller,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    return idempotency.once(
        key,
        body::fingerprint,
        () -> body.to(this::submission),
        new Idempotency.Collection<>(
            asked -> {
              TrainingJob job =
                  notifications.ofJob(
                      caller, asked.subscription(), () -> jobs.submit(caller, asked.spec()));
              return view(job);
            },
            this::get));
  }

  /** A job and its subscription. */
  private record Submission(JobSpec spec, @Nullable Subscription subscription) {}

  private Submission submission(TrainingJobRequest request) {
    return new Submission(request.toSpec(context), request.subscription(context));
  }

  private TrainingJobView view(TrainingJob job) {
    return TrainingJobView.of(job, NotifyView.of(notifications.subscribed(job.id())));
  }

  @Operation(
      operationId = "listTrainingJobs",
      summary = "List training jobs",
      description = "Newest first, in short; each job itself has the whole of it.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @GetMapping
  PageView<TrainingJobSummaryView> list(
      Caller caller,
      @ParameterObject RunsQuery asked,
      @ParameterObject CaptionQuery captions,
      @ParameterObject PageQuery page) {
    return PageView.of(
        jobs.list(asked.toSpec(access.ownerSeenBy(caller), captions, page), page.size()),
        TrainingJobSummaryView::of,
        asked.list(PATH, captions),
        page);
  }

  @Operation(
      operationId = "getTrainingJob",
      summary = "Describe a training job",
      description = "Its status, how far it has come, how it ended, and what was asked for.")
  @Settled(by = FinishedJob.class)
  @GetMapping("/{id}")
  TrainingJobView get(@PathVariable String id) {
    return view(jobs.get(id));
  }

  @Operation(
      operationId = "changeTrainingJob",
      summary = "Change what is said of a training job",
      description =
          "Its name, notes and tags, at any time: JSON Merge Patch, in which null removes what was said.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @PatchMapping(
      path = "/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, CaptionPatchRequest.MERGE_PATCH})
  TrainingJobView caption(@PathVariable String id, @RequestBody Body<CaptionPatchRequest> body) {
    return view(jobs.caption(id, body.to(CaptionPatchRequest::toSpec)));
  }

  @Operation(
      operationId = "cancelTrainingJob",
      summary = "Cancel a training job",
      description =
          "One that waits, at once; one that runs, within a mini-batch and a second. What it recorded stays.")
  @PostMapping("/{id}/cancel")
  TrainingJobView cancel(@PathVariable String id) {
    return view(jobs.cancel(id));
  }

  @Operation(
      operationId = "deleteTrainingJob",
      summary = "Forget a finished training job",
      description = "With all that it recorded.")
  @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    jobs.delete(id);
  }
}
