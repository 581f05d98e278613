package dev.gradtrace.web.operation;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that creates a resource once per {@code Idempotency-Key}, and documents status
 * 201, {@code Location}, the body and the key. The operation takes an {@link Idempotency.Key}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
    responseCode = "201",
    headers =
        @Header(name = "Location", description = "Its address.", schema = @Schema(type = "string")))
public @interface Creates {

  /** The view of what is created. */
  Class<? extends HasId> view();

  /** The path below which it has its id. */
  String at();

  /** Its description in the OpenAPI document. */
  String description();
}
