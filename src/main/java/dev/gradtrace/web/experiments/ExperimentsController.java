package dev.gradtrace.web.experiments;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.CaptionPatchRequest;
import dev.gradtrace.contract.Context;
import dev.gradtrace.contract.NotifyRequest;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.experiment.Comparison;
import dev.gradtrace.experiment.Experiment;
import dev.gradtrace.experiment.ExperimentSpec;
import dev.gradtrace.experiment.Experiments;
import dev.gradtrace.gradient.Metric;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.notification.Notifications;
import dev.gradtrace.notification.Subscription;
import dev.gradtrace.plot.CellsPicture;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.jobs.NotifyView;
import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Tabular;
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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Experiments: grids of training jobs. */
@Tag(name = Tags.COMPARE)
@RestController
@RequestMapping(path = ExperimentsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
public final class ExperimentsController {

  public static final String PATH = "/v1/experiments";

  private final Experiments experiments;
  private final TrainingJobs jobs;
  private final Context context;
  private final Idempotency idempotency;
  private final Access access;
  private final Comparisons comparisons;
  private final Notifications notifications;

  ExperimentsController(
      Experiments experiments,
      TrainingJobs jobs,
      Context context,
      Idempotency idempotency,
      Access access,
      Comparisons comparisons,
      Notifications notifications) {
    this.notifications = notifications;
    this.experiments = experiments;
    this.jobs = jobs;
    this.context = context;
    this.idempotency = idempotency;
    this.access = access;
    this.comparisons = comparisons;
  }

  @Operation(
      operationId = "createExperiment",
      summary = "Start an experiment",
      description =
          "One training job for every combination of the factors' values and every seed, at most 500; all are"
              + " accepted, or none. Jobs that share a seed start from the same weights and see the same"
              + " batches, as far as their shapes agree, so that a difference is the factor's and not chance's.")
  @Refuses(HttpStatus.TOO_MANY_REQUESTS)
  @Creates(view = ExperimentView.class, at = PATH, description = "The experiment, whose jobs wait.")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> submit(
      @RequestBody Body<ExperimentRequest> body,
      Caller caller,
      @Parameter(hidden = true) Idempotency.Key key)
      throws IOException {
    return idempotency.once(
        key,
        body::fingerprint,
        () -> body.to(this::submission),
        new Idempotency.Collection<>(
            asked ->
                view(
                    notifications.ofExperiment(
                        caller,
                        asked.subscription(),
                        () -> experiments.submit(caller, asked.spec()))),
            this::get));
  }

  /** An experiment and its subscription. */
  private record Submission(ExperimentSpec spec, @Nullable Subscription subscription) {}

  private Submission submission(ExperimentRequest request) {
    return new Submission(
        request.toSpec(context, jobs::check),
        NotifyRequest.toSpec(request.notification(), context));
  }

  private ExperimentView view(Experiment experiment) {
    return ExperimentView.of(experiment, NotifyView.of(notifications.subscribed(experiment.id())));
  }

  @Operation(
      operationId = "listExperiments",
      summary = "List experiments",
      description = "Newest first, without their runs.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @GetMapping
  PageView<ExperimentSummaryView> list(
      Caller caller, @ParameterObject CaptionQuery captions, @ParameterObject PageQuery page) {
    return PageView.of(
        experiments.list(access.ownerSeenBy(caller), page.after(), captions.search(), page.size()),
        ExperimentSummaryView::of,
        captions.list(PATH),
        page);
  }

  @Operation(
      operationId = "getExperiment",
      summary = "Describe an experiment and its runs",
      description = "Each run with its factors, its seed and its training job.")
  @Settled(by = EndedExperiment.class)
  @GetMapping("/{id}")
  ExperimentView get(@PathVariable String id) {
    return view(experiments.get(id));
  }

  @Operation(
      operationId = "compareExperiment",
      summary = "Compare the cells of an experiment",
      description =
          "Mean and standard deviation over the seeds, and the ratio to a baseline, of the runs that have"
              + " succeeded so far. As CSV: one row for each cell, layer and metric; figures of whole networks"
              + " have no layer; with grain=runs one row for each run. As SVG: final losses, slopes, and one"
              + " metric, deltaLog10 unless metrics names another, of each layer at the first step.")
  @ApiResponse(
      responseCode = "200",
      description = "The comparison so far.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ExperimentComparisonView.class)),
        @Content(mediaType = Tabular.TEXT_CSV),
        @Content(mediaType = PictureQuery.IMAGE_SVG)
      })
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @Settled(by = EndedExperiment.class)
  @GetMapping(
      path = "/{id}/comparison",
      produces = {MediaType.APPLICATION_JSON_VALUE, Tabular.TEXT_CSV})
  ExperimentComparisonView compare(
      @PathVariable String id,
      @ParameterObject CellsQuery query,
      @Parameter(description = "Of CSV: what a row is, a metric of a cell or a run.")
          @OneOf(ComparisonGrain.class)
          @RequestParam(defaultValue = ComparisonGrain.DEFAULT)
          String grain) {
    ComparisonGrain rows = ComparisonGrain.ALL.get("grain", grain);
    return ExperimentComparisonView.of(comparisons.of(experiments.get(id), query::toSpec), rows);
  }

  @Operation(hidden = true)
  @Settled(by = EndedExperiment.class)
  @GetMapping(path = "/{id}/comparison", produces = PictureQuery.IMAGE_SVG)
  String picture(@PathVariable String id, CellsQuery query, PictureQuery pictureQuery) {
    Faults faults = new Faults();
    Metric asked = faults.<Metric>part("", () -> PictureQuery.metric(query.metrics()));
    pictureQuery.check(faults);
    faults.throwIfAny();
    Metric metric = faults.need(asked);
    Experiment experiment = experiments.get(id);
    Comparison comparison = comparisons.of(experiment, room -> query.drawn(metric, room));
    String name = experiment.name();
    return comparisons.draw(
        pictureQuery.sketch(
            new CellsPicture(
                name == null || name.isBlank() ? experiment.id() : name,
                comparison,
                metric,
                CellNames.of(experiment.plan()))));
  }

  @Operation(
      operationId = "changeExperiment",
      summary = "Change what is said of an experiment",
      description =
          "Its name, notes and tags, at any time: JSON Merge Patch, in which null removes what was said.")
  @Refuses(HttpStatus.UNPROCESSABLE_CONTENT)
  @PatchMapping(
      path = "/{id}",
      consumes = {MediaType.APPLICATION_JSON_VALUE, CaptionPatchRequest.MERGE_PATCH})
  ExperimentView caption(@PathVariable String id, @RequestBody Body<CaptionPatchRequest> body) {
    return view(experiments.caption(id, body.to(CaptionPatchRequest::toSpec)));
  }

  @Operation(
      operationId = "cancelExperiment",
      summary = "Cancel an experiment",
      description = "Cancels its jobs that have not ended; what they recorded stays.")
  @PostMapping("/{id}/cancel")
  ExperimentView cancel(@PathVariable String id) {
    return view(experiments.cancel(id));
  }

  @Operation(
      operationId = "deleteExperiment",
      summary = "Forget an experiment and its jobs",
      description = "Once all of its jobs have ended.")
  @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String id) {
    experiments.delete(id);
  }
}
