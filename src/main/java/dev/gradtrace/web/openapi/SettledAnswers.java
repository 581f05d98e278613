package dev.gradtrace.web.openapi;

import static java.util.Objects.requireNonNull;
import static org.springframework.http.HttpHeaders.ETAG;
import static org.springframework.http.HttpHeaders.IF_NONE_MATCH;

import dev.gradtrace.web.operation.Settled;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Adds the entity tag to operations with {@link Settled}. */
final class SettledAnswers implements OperationCustomizer {

  private static final String DESCRIPTION =
      "Of the answer, once what it is about has ended and the answer stays as it is.";

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (method.hasMethodAnnotation(Settled.class)) {
      operation.addParametersItem(
          new Parameter()
              .name(IF_NONE_MATCH)
              .in("header")
              .description("The ETag of an answer that is known.")
              .required(false)
              .schema(SchemaForms.typed("string")));
      ApiResponses responses = operation.getResponses();
      responses.addApiResponse(
          "304", new ApiResponse().description("The known answer is that of now."));
      requireNonNull(responses.get("200"))
          .addHeaderObject(
              ETAG, new Header().description(DESCRIPTION).schema(SchemaForms.typed("string")));
    }
    return operation;
  }
}
