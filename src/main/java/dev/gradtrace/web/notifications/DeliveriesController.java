package dev.gradtrace.web.notifications;

import dev.gradtrace.notification.Delivery;
import dev.gradtrace.notification.Notifications;
import dev.gradtrace.storage.Page;
import dev.gradtrace.web.experiments.ExperimentsController;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.operation.PageQuery;
import dev.gradtrace.web.operation.PageView;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Deliveries of notifications. */
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
      @PathVariable String id, @ParameterObject PageQuery page, HttpServletRequest request) {
    return view(notifications.deliveriesOfJob(id, page.after(), page.size()), page, request);
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
      @PathVariable String id, @ParameterObject PageQuery page, HttpServletRequest request) {
    return view(notifications.deliveriesOfExperiment(id, page.after(), page.size()), page, request);
  }

  private static PageView<DeliveryView> view(
      Page<Delivery> found, PageQuery page, HttpServletRequest request) {
    return PageView.of(
        found, DeliveryView::of, UriComponentsBuilder.fromPath(request.getRequestURI()), page);
  }
}
