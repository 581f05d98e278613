package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.CaptionPatchRequest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Documents JSON as the only media type of PATCH. That of merge patches has the same body, but
 * client generators treat a body with two media types as optional.
 */
final class PatchBodies implements OpenApiCustomizer {

  @Override
  public void customise(OpenAPI document) {
    document.getPaths().values().stream()
        .map(PathItem::getPatch)
        .flatMap(Stream::ofNullable)
        .map(patch -> Objects.requireNonNull(patch.getRequestBody()))
        .forEach(body -> body.getContent().remove(CaptionPatchRequest.MERGE_PATCH));
  }
}
