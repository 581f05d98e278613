package dev.gradtrace.web.openapi;

import dev.gradtrace.web.media.PictureQuery;
import dev.gradtrace.web.media.Tabular;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Documents text answers as text instead of as the JSON schema of their Java type. */
final class TextAnswers implements OpenApiCustomizer {

  private static final Map<String, String> KINDS =
      Map.of(
          Tabular.TEXT_CSV,
          "A header and rows, RFC 4180; an empty cell for what has no value or is not finite.",
          org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE,
          "One JSON object on each line.",
          PictureQuery.IMAGE_SVG,
          "A picture that stands alone: no script, nothing loaded from elsewhere.");

  @Override
  public void customise(OpenAPI document) {
    document.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .flatMap(operation -> operation.getResponses().values().stream())
        .filter(response -> response.getContent() != null)
        .forEach(
            response ->
                KINDS.forEach(
                    (type, description) ->
                        response
                            .getContent()
                            .computeIfPresent(
                                type,
                                (name, content) ->
                                    new MediaType()
                                        .schema(
                                            SchemaForms.typed("string")
                                                .description(description)))));
  }
}
