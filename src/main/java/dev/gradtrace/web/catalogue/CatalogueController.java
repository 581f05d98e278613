package dev.gradtrace.web.catalogue;

import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists everything that requests can name. */
@Tag(name = Tags.LOOK)
@RestController
record CatalogueController(Catalogue catalogue) {

  @Operation(
      operationId = "getCatalogue",
      summary = "List everything a request can name",
      description =
          "Activations, costs, initializers, optimizers, schedules, generators, metrics and rules, with formula and source.")
  @GetMapping(path = "/v1/catalogue", produces = MediaType.APPLICATION_JSON_VALUE)
  CatalogueView read() {
    return catalogue.view();
  }
}
