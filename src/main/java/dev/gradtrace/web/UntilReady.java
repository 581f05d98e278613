package dev.gradtrace.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BooleanSupplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Answers 503 with {@code Retry-After} while the service starts, which may have to wait for its
 * database.
 */
record UntilReady(BooleanSupplier isReady) implements HandlerInterceptor {

  private static final String SECONDS = "5";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!isReady.getAsBoolean()) {
      ErrorResponseException starting = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
      starting.getHeaders().set(HttpHeaders.RETRY_AFTER, SECONDS);
      throw starting;
    }
    return true;
  }
}
