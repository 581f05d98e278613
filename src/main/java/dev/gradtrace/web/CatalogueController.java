package dev.gradtrace.web;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What requests can name, with formulas and sources. */
@RestController
final class CatalogueController {

  private final CatalogueView catalogue;

  CatalogueController(JsonMapper json) throws IOException {
    try (InputStream texts =
        new ClassPathResource("catalogue.json", CatalogueView.class).getInputStream()) {
      catalogue = json.readValue(texts, CatalogueView.class);
    }
  }

  @GetMapping(path = "/v1/catalogue", produces = MediaType.APPLICATION_JSON_VALUE)
  CatalogueView catalogue() {
    return catalogue;
  }
}
