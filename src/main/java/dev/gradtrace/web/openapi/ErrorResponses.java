package dev.gradtrace.web.openapi;

import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;

import dev.gradtrace.web.operation.Refuses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** Adds the error responses of each operation. */
final class ErrorResponses implements OpenApiCustomizer, OperationCustomizer {

  static final String PROBLEM = "Problem";

  /** Name of the schema of {@code dev.gradtrace.web.problem.Problem.Error}. */
  private static final String FAULT = "Fault";

  private static final String TOO_MANY =
      "More requests, in a minute or at the same time, than one caller may send.";
  private static final String STATE = "Not possible in its present state.";
  private static final String MEANINGLESS =
      "Well-formed, but without a meaning: out of range, shapes that do not fit, limits exceeded.";

  @Override
  public void customise(OpenAPI document) {
    document.getComponents().addSchemas(PROBLEM, problem());
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(path, method, operation)));
  }

  /** Adds the statuses in {@link Refuses}. */
  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Refuses refuses = method.getMethodAnnotation(Refuses.class);
    if (refuses != null) {
      for (HttpStatus status : refuses.value()) {
        add(
            operation,
            true,
            status,
            switch (status) {
              case CONFLICT -> STATE;
              case UNPROCESSABLE_CONTENT -> MEANINGLESS;
              case REQUESTED_RANGE_NOT_SATISFIABLE -> "The file has none of the bytes of Range.";
              case TOO_MANY_REQUESTS -> "As many wait as may. " + TOO_MANY;
              default -> throw new IllegalArgumentException(status.toString());
            });
      }
    }
    return operation;
  }

  private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
    boolean hasBody = operation.getRequestBody() != null;
    boolean ofOne = path.contains("{");
    boolean creates = operation.getResponses().containsKey("201");
    boolean changes = ofOne && method != PathItem.HttpMethod.GET;
    add(
        operation,
        true,
        HttpStatus.BAD_REQUEST,
        "Malformed: what this document alone rules out, a file that is not of a kind that is read,"
            + " or an address that cannot be read.");
    add(
        operation,
        method != PathItem.HttpMethod.GET,
        HttpStatus.FORBIDDEN,
        "A web page of another origin sent this.");
    add(operation, ofOne, HttpStatus.NOT_FOUND, "There is nothing with this id.");
    add(
        operation,
        isNegotiated(operation),
        HttpStatus.NOT_ACCEPTABLE,
        "None of the accepted media types can be had.");
    add(
        operation,
        creates,
        HttpStatus.CONFLICT,
        "The first request with this Idempotency-Key is still running.");
    add(operation, changes, HttpStatus.CONFLICT, STATE);
    add(operation, hasBody, HttpStatus.REQUEST_TIMEOUT, "The body came too slowly.");
    add(operation, hasBody, HttpStatus.CONTENT_TOO_LARGE, "The body is larger than is read.");
    add(
        operation,
        hasBody,
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "The Content-Type is not read here.");
    add(
        operation,
        true,
        HttpStatus.MISDIRECTED_REQUEST,
        "The Host of the request is not one that is answered for here.");
    add(operation, hasBody || creates, HttpStatus.UNPROCESSABLE_CONTENT, MEANINGLESS);
    add(operation, true, HttpStatus.TOO_MANY_REQUESTS, TOO_MANY);
    add(
        operation,
        true,
        HttpStatus.SERVICE_UNAVAILABLE,
        "The service is starting, busy or shutting down, or its database is down or full.");
  }

  /** Whether the operation negotiates a media type: it has an answer other than files. */
  private static boolean isNegotiated(Operation operation) {
    return operation.getResponses().entrySet().stream()
        .filter(answer -> answer.getKey().startsWith("2"))
        .map(answer -> answer.getValue().getContent())
        .anyMatch(
            content ->
                content != null
                    && !content.isEmpty()
                    && !content.containsKey(APPLICATION_OCTET_STREAM_VALUE));
  }

  private static void add(
      Operation operation, boolean applies, HttpStatus status, String description) {
    String code = Integer.toString(status.value());
    if (!applies || operation.getResponses().containsKey(code)) {
      return;
    }
    ApiResponse response =
        new ApiResponse()
            .description(description)
            .content(
                new Content()
                    .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        new MediaType().schema(reference(PROBLEM))));
    if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
      response.addHeaderObject(
          "Retry-After",
          new Header()
              .description("Seconds after which to try again.")
              .schema(new JsonSchema().typesItem("integer")));
    }
    if (status == HttpStatus.TOO_MANY_REQUESTS) {
      response.addHeaderObject("RateLimit", field("What is left of the requests of a minute."));
      response.addHeaderObject("RateLimit-Policy", field("How many there are in a minute."));
    }
    operation.getResponses().addApiResponse(code, response);
  }

  private static Header field(String description) {
    return new Header().description(description).schema(new JsonSchema().typesItem("string"));
  }

  private static Schema<?> problem() {
    Schema<?> errors =
        new JsonSchema()
            .typesItem("array")
            .items(reference(FAULT))
            .description("Every fault that was found, up to a hundred.");
    Schema<?> problem =
        new JsonSchema()
            .typesItem("object")
            .description("What went wrong, RFC 9457.")
            .addProperty(
                "type", text("The kind of problem; about:blank where the status says all."))
            .addProperty("title", text("The kind, for people."))
            .addProperty(
                "status",
                new JsonSchema()
                    .typesItem("integer")
                    .format("int32")
                    .description("The HTTP status."))
            .addProperty("detail", text("This occurrence, for people."))
            .addProperty("instance", text("The path that was asked."))
            .addProperty("errors", errors);
    problem.setRequired(List.of("type", "title", "status", "detail"));
    return problem;
  }

  private static Schema<?> reference(String name) {
    return new JsonSchema().$ref("#/components/schemas/" + name);
  }

  private static Schema<?> text(String description) {
    return new JsonSchema().typesItem("string").description(description);
  }
}
