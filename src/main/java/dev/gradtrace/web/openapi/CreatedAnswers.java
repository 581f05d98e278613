package dev.gradtrace.web.openapi;

import static dev.gradtrace.web.operation.Idempotency.HEADER;
import static java.util.Objects.requireNonNull;

import dev.gradtrace.web.operation.Creates;
import dev.gradtrace.web.operation.Idempotency;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Adds status 201 and the {@code Idempotency-Key} to operations with {@link Creates}. */
final class CreatedAnswers implements OperationCustomizer {

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Creates creates = method.getMethodAnnotation(Creates.class);
    if (creates != null) {
      requireNonNull(operation.getResponses().get("201"))
          .description(creates.description())
          .content(
              new Content()
                  .addMediaType(
                      org.springframework.http.MediaType.APPLICATION_JSON_VALUE,
                      new MediaType().schema(RecordSchemas.referenceTo(creates.view()))));
      addKey(operation);
    }
    return operation;
  }

  /** Adds the header once: methods that read different media types share an operation. */
  private static void addKey(Operation operation) {
    List<Parameter> known = operation.getParameters();
    if (known == null || known.stream().noneMatch(one -> one.getName().equals(HEADER))) {
      operation.addParametersItem(
          new Parameter()
              .name(HEADER)
              .in("header")
              .description(Idempotency.DESCRIPTION)
              .required(false)
              .schema(
                  SchemaForms.typed("string")
                      .minLength(1)
                      .maxLength(Idempotency.LONGEST_KEY)
                      .pattern("\\S")));
    }
  }
}
