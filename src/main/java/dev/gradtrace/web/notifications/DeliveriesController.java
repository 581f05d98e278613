package dev.gradtrace.web.notifications;

import dev.gradtrace.notification.Delivery;
import dev.gradtrace.notification.Notifications;
import dev.gradtrace.storage.Page;
import dev.gradtrace.web.experiments.ExperimentsController;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.operation.PageRequest;
import dev.gradtrace.web.operation.PageView;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What was told of jobs, runs and experiments. */
@RestController
record DeliveriesController(Notifications notifications) {

  private static final String DELIVERIES = "/deliveries";

  @Operation(
      operationId = "listDeliveries",
      summary = "List what was told of a run",
      description = "The messages that notify asked for, newest first, and how far each has come.")
  @Tag(name = Tags.TRAIN)
  @GetMapping(
      path = {RunPaths.TRAINED_ONE + DELIVERIES, RunPaths.OBSERVED_ONE + DELIVERIES},
      produces = MediaType.APPLICATION_JSON_VALUE)
  PageView<DeliveryView> ofRun(
      @PathVariable String id,
      @Parameter(description = PageRequest.LIMIT_DESCRIPTION)
          @Min(1) @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT)
          long limit,
      @Parameter(description = PageRequest.AFTER_DESCRIPTION) @RequestParam(required = false)
          @Nullable String after,
      HttpServletRequest request) {
    PageRequest page = PageRequest.of(limit);
    return view(notifications.deliveriesOfJob(id, after, page.limit()), page, request);
  }

  @Operation(
      operationId = "listExperimentDeliveries",
      summary = "List what was told of an experiment",
      description = "The messages that notify asked for, newest first, and how far each has come.")
  @Tag(name = Tags.COMPARE)
  @GetMapping(
      path = ExperimentsController.PATH + "/{id}" + DELIVERIES,
      produces = MediaType.APPLICATION_JSON_VALUE)
  PageView<DeliveryView> ofExperiment(
      @PathVariable String id,
      @Parameter(description = PageRequest.LIMIT_DESCRIPTION)
          @Min(1) @RequestParam(defaultValue = PageRequest.DEFAULT_LIMIT)
          long limit,
      @Parameter(description = PageRequest.AFTER_DESCRIPTION) @RequestParam(required = false)
          @Nullable String after,
      HttpServletRequest request) {
    PageRequest page = PageRequest.of(limit);
    return view(notifications.deliveriesOfExperiment(id, after, page.limit()), page, request);
  }

  private static PageView<DeliveryView> view(
      Page<Delivery> found, PageRequest page, HttpServletRequest request) {
    return PageView.of(
        found, DeliveryView::of, UriComponentsBuilder.fromPath(request.getRequestURI()), page);
  }
}
