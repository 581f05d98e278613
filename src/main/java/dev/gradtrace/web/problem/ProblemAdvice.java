package dev.gradtrace.web.problem;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Denial;
import dev.gradtrace.web.media.BodyEncoded;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns exceptions into problems that tell the client what to change, and nothing internal. */
@RestControllerAdvice
final class ProblemAdvice {

  /** The {@code Retry-After} while the database or the memory is exhausted. */
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  private final FailureLog log;

  ProblemAdvice(InstantSource time) {
    this.log = new FailureLog(time);
  }

  @ExceptionHandler
  ProblemDetail invalid(InvalidSpec e) {
    return Problem.of(e.faults());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    HttpStatus status =
        switch (refusal.reason()) {
          case MISSING -> HttpStatus.NOT_FOUND;
          case CONFLICT -> HttpStatus.CONFLICT;
          case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
          case BUSY -> HttpStatus.TOO_MANY_REQUESTS;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    return answer(status, refusal.retryAfter(), requireNonNull(refusal.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> denied(Denial denial) {
    return ResponseEntity.status(denial.getStatusCode())
        .headers(denial.getHeaders())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(denial.getBody());
  }

  @ExceptionHandler({
    NonTransientDataAccessResourceException.class,
    RecoverableDataAccessException.class,
    TransactionException.class,
    TransientDataAccessException.class,
    UncategorizedDataAccessException.class
  })
  ResponseEntity<ProblemDetail> down(NestedRuntimeException fault) {
    log.warn("The database cannot do what was asked", fault.getMostSpecificCause());
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        RECOVERY,
        "The database is down, full or too busy now; with an Idempotency-Key it is safe to try"
            + " again.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> encoded(BodyEncoded encoded) {
    return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
        .header(HttpHeaders.ACCEPT_ENCODING, BodyEncoded.IDENTITY)
        .body(
            Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "The body has a Content-Encoding; it is read only as it is."));
  }

  @ExceptionHandler
  ProblemDetail tooLarge(MaxUploadSizeExceededException large) {
    return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "The upload is larger than is accepted.");
  }

  @ExceptionHandler
  ProblemDetail unreadable(MultipartException broken) {
    return Problem.of(HttpStatus.BAD_REQUEST, "The multipart body could not be read.");
  }

  /** A malformed form; a malformed query was refused before. */
  @ExceptionHandler
  ProblemDetail unreadable(InvalidParameterException broken) {
    return Problem.of(HttpStatus.BAD_REQUEST);
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException broken) {
    return Problem.of(
        List.of(new Fault("", "is empty or could not be read", Fault.Kind.MALFORMED)));
  }

  @ExceptionHandler
  ProblemDetail mismatch(MethodArgumentTypeMismatchException mismatch) {
    Class<?> type = mismatch.getRequiredType();
    boolean number =
        type != null && Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type));
    String expected = number ? "must be an integer, was " : "is not a possible value: ";
    return malformed(
        mismatch.getName(), expected + Fault.shorten(String.valueOf(mismatch.getValue())));
  }

  @ExceptionHandler
  ProblemDetail mismatch(BindException mismatch) {
    return Problem.of(
        mismatch.getFieldErrors().stream()
            .map(
                error ->
                    new Fault(
                        error.getField(),
                        "is not a possible value: "
                            + Fault.shorten(String.valueOf(error.getRejectedValue())),
                        Fault.Kind.MALFORMED))
            .toList());
  }

  @ExceptionHandler
  ProblemDetail missing(MissingServletRequestParameterException missing) {
    return malformed(missing.getParameterName(), "is required");
  }

  @ExceptionHandler
  ProblemDetail missing(MissingServletRequestPartException missing) {
    return malformed(missing.getRequestPartName(), "is required");
  }

  /** Adds HEAD wherever GET is allowed, and OPTIONS everywhere. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> notAllowed(HttpRequestMethodNotSupportedException unknown) {
    Set<HttpMethod> allowed =
        new TreeSet<>(Objects.requireNonNullElse(unknown.getSupportedHttpMethods(), Set.of()));
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
    }
    allowed.add(HttpMethod.OPTIONS);
    return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
        .allow(allowed.toArray(HttpMethod[]::new))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(HttpStatus.METHOD_NOT_ALLOWED));
  }

  /**
   * Spring's own refusals, such as unknown paths, methods and media types. The content type is set
   * here, because a malformed {@code Accept} prevents negotiation.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> other(Exception exception, HttpServletRequest request) {
    if (DisconnectedClientHelper.isClientDisconnectedException(exception) || isCutOff(request)) {
      return null;
    }
    if (exception instanceof ErrorResponse refusal) {
      return ResponseEntity.status(refusal.getStatusCode())
          .headers(refusal.getHeaders())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Problem.of(HttpStatus.valueOf(refusal.getStatusCode().value())));
    }
    if (exception.getCause() instanceof OutOfMemoryError) {
      return answer(
          HttpStatus.SERVICE_UNAVAILABLE, RECOVERY, "There is not enough memory for this now.");
    }
    String id = log.error(exception);
    return ResponseEntity.internalServerError()
        .body(
            Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong on our side; the log knows it as " + id + "."));
  }

  /** Whether the client closed the connection early; Tomcat records that when reading fails. */
  private static boolean isCutOff(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
  }

  private static ResponseEntity<ProblemDetail> answer(
      HttpStatus status, @Nullable Duration after, String detail) {
    ResponseEntity.BodyBuilder builder = ResponseEntity.status(status);
    if (after != null) {
      builder.header(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds()));
    }
    return builder.body(Problem.of(status, detail));
  }

  private static ProblemDetail malformed(String parameter, String detail) {
    return Problem.of(List.of(new Fault(parameter, detail, Fault.Kind.MALFORMED)));
  }
}
