package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.CaptionPatchRequest;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Names JSON alone as what a PATCH takes. The media type of merge patches has the same body;
 * generators of clients make of two media types a body that may be left out.
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
