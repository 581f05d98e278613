package dev.gradtrace.web.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Everything that requests can name, with formulas and sources. */
@Component
public final class Catalogue {

  private final CatalogueView view;
  private final Map<String, String> meanings = new LinkedHashMap<>();

  Catalogue(JsonMapper json) throws IOException {
    try (InputStream texts =
        new ClassPathResource("catalogue.json", CatalogueView.class).getInputStream()) {
      view = json.readValue(texts, CatalogueView.class);
    }
    Stream.concat(view.metrics().stream(), view.flow().stream())
        .forEach(entry -> meanings.put(entry.name(), entry.meaning()));
  }

  CatalogueView view() {
    return view;
  }

  /** A sentence about each metric of layers and of the gradient flow, by name. */
  public Map<String, String> meanings() {
    return meanings;
  }
}
