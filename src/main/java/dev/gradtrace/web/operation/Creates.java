package dev.gradtrace.web.operation;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an operation that creates something under an id, once for each {@code Idempotency-Key}:
 * documents status 201, {@code Location}, body and key. The operation takes an {@link
 * Idempotency.Key}.
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

  /** Path under which it has its address. */
  String at();

  /** What it is, for the OpenAPI document. */
  String description();
}
