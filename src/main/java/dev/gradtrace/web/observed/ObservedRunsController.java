package dev.gradtrace.web.observed;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.CaptionPatchRequest;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.notification.Notifications;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.budget.Admission;
import dev.gradtrace.web.jobs.FinishedJob;
import dev.gradtrace.web.jobs.NotifyView;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.jobs.RunsQuery;
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

/** Observed runs, which are trained elsewhere, from creation to end. */
@Tag(name = Tags.TRAIN)
@RestController
@RequestMapping(path = RunPaths.OBSERVED, produces = MediaType.APPLICATION_JSON_VALUE)
record ObservedRunsController(
    ObservedRuns runs,
    Context context,
    Idempotency idempotency,
    Access access,
    Admission admission,
    Notifications notifications) {

  @Operation(
      operationId = "createObservedRun",
      summary = "Begin to watch a run that is trained elsewhere",
      description =
          "Its batch stays the same for the whole run, so that its points compare. What it records is read as that of a training job.")
  @Creates(
      view = ObservedRunView.class,
      at = RunPaths.OBSERVED,
      description = "The run, without a point.")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> begin(
      @RequestBody Body<ObservedRunRequest> body,
      Caller caller,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    return idempotency.once(
        key,
        body::fingerprint,
        () -> body.to(request -> request.toSpec(context)),
        new Idempotency.Collection<>(
            beginning ->
                view(
                    notifications.ofJob(
                        caller,
                        beginning.subscription(),
                        () -> runs.begin(caller, beginning.spec(), beginning.mode()))),
            this::get));
  }

  private ObservedRunView view(TrainingJob run) {
    return ObservedRunView.of(
        run, runs.mode(run.id()), NotifyView.of(notifications.subscribed(run.id())));
  }

  @Operation(
      operationId = "listObservedRuns",
      summary = "List observed runs",
      description = "Newest first, in short; each run itself has the whole of it.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @GetMapping
  PageView<ObservedRunSummaryView> list(
      Caller caller,
      @ParameterObject RunsQuery asked,
      @ParameterObject CaptionQuery captions,
      @ParameterObject PageQuery page) {
    return PageView.of(
        runs.list(asked.toSpec(access.ownerSeenBy(caller), captions, page), page.size()),
        ObservedRunSummaryView::of,
        asked.list(RunPaths.OBSERVED, captions),
        page);
  }

  @Operation(
      operationId = "getObservedRun",
      summary = "Describe an observed run",
      description = "Its status, its last step, and what was asked for.")
  @Settled(by = FinishedJob.class)
  @GetMapping("/{id}")
  ObservedRunView get(@PathVariable String id) {
    return view(runs.get(id));
  }

  @Operation(
      operationId = "changeObservedRun",
      summary = "Change what is said of an observed run",
      description =
          "Its name, notes and tags, at any time: JSON Merge Patch, in which null removes what was said.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @PatchMapping(
      path = "/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, CaptionPatchRequest.MERGE_PATCH})
  ObservedRunView caption(@PathVariable String id, @RequestBody Body<CaptionPatchRequest> body) {
    return view(runs.caption(id, body.to(CaptionPatchRequest::toSpec)));
  }

  @Operation(
      operationId = "finishObservedRun",
      summary = "End an observed run",
      description = "It takes no more points.")
  @Refuses(HttpStatus.CONFLICT)
  @PostMapping("/{id}/finish")
  ObservedRunView finish(@PathVariable String id) {
    ObservedRuns.Turn turn = runs.ending(id);
    LookNeed need = LookNeed.of(turn);
    return view(admission.look(need.memory(), need.multiplications(), () -> runs.finish(turn)));
  }

  @Operation(
      operationId = "deleteObservedRun",
      summary = "Forget an observed run",
      description = "With all that it recorded; also while it runs.")
  @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    runs.delete(id);
  }
}
