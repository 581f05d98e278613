package dev.gradtrace.web.openapi;

import dev.gradtrace.web.access.Challenge;
import dev.gradtrace.web.access.Need;
import dev.gradtrace.web.access.Operations;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Documents the token that each operation takes; where tokens are not required they are optional,
 * so that generated clients can send them.
 */
record TokenResponses(boolean asked) implements OpenApiCustomizer {

  private static final String SCHEME = "token";

  @Override
  public void customise(OpenAPI document) {
    document
        .getComponents()
        .addSecuritySchemes(
            SCHEME,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A token with a role: read, write or admin."));
    if (!asked) {
      document.setSecurity(
          List.of(new SecurityRequirement(), new SecurityRequirement().addList(SCHEME)));
      return;
    }
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            describe(operation, Operations.of(method.name(), path))));
  }

  private static void describe(Operation operation, @Nullable Need need) {
    if (need == null || need == Need.NOTHING) {
      return;
    }
    operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
    operation
        .getResponses()
        .addApiResponse(
            "401",
            problem("There is no token, or none that is good here.")
                .addHeaderObject(
                    "WWW-Authenticate",
                    new Header()
                        .description("Bearer, and what is wrong with the token: RFC 6750.")
                        .schema(new JsonSchema().typesItem("string"))));
    String role = "The role of the token is less than " + Challenge.word(need.role()) + ".";
    String denied =
        need == Need.CHANGE ? role + " Or another created this, and the role is not admin." : role;
    ApiResponse foreign = operation.getResponses().get("403");
    operation
        .getResponses()
        .addApiResponse(
            "403", problem(foreign == null ? denied : denied + " Or: " + foreign.getDescription()));
  }

  private static ApiResponse problem(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType()
                        .schema(
                            new JsonSchema()
                                .$ref("#/components/schemas/" + ErrorResponses.PROBLEM))));
  }
}
