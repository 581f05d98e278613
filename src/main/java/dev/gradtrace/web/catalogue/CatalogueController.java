package dev.gradtrace.web.catalogue;

import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What requests can name, with formulas and sources. */
@Tag(name = Tags.LOOK)
@RestController
final class CatalogueController {

  private final CatalogueView catalogue;

  CatalogueController(JsonMapper json) throws IOException {
    try (InputStream texts =
        new ClassPathResource("catalogue.json", CatalogueView.class).getInputStream()) {
      catalogue = json.readValue(texts, CatalogueView.class);
    }
  }

  @Operation(
      operationId = "getCatalogue",
      summary = "List everything a request can name",
      description =
          "Activations, costs, initializers, optimizers, schedules, generators, metrics and rules, with formula and source.")
  @GetMapping(path = "/v1/catalogue", produces = MediaType.APPLICATION_JSON_VALUE)
  CatalogueView catalogue() {
    return catalogue;
  }
}
