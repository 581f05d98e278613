package dev.gradtrace.web.problem;

import dev.gradtrace.experiment.UnknownExperiment;
import dev.gradtrace.experiment.WrongMoment;
import dev.gradtrace.job.QueueFull;
import dev.gradtrace.job.ShuttingDown;
import dev.gradtrace.job.UnknownJob;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.validation.Conflict;
import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.InvalidSpec;
import dev.gradtrace.web.media.BodyEncoded;
import dev.gradtrace.web.media.BodyTooLarge;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns whatever went wrong into a problem that tells the sender what to change, and nothing else.
 */
@RestControllerAdvice
final class ProblemAdvice {

  /** When to come back to a service that is restarting or crowded. */
  private static final Duration RESTART = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ProblemDetail refused(InvalidSpec refused) {
    return Problem.of(refused.faults());
  }

  @ExceptionHandler
  ProblemDetail missing(NotFound missing) {
    return Problem.of(HttpStatus.NOT_FOUND, missing.detail());
  }

  @ExceptionHandler
  ProblemDetail missing(UnknownJob missing) {
    return Problem.of(HttpStatus.NOT_FOUND, "There is no training job with this id.");
  }

  @ExceptionHandler
  ProblemDetail missing(UnknownExperiment missing) {
    return Problem.of(HttpStatus.NOT_FOUND, "There is no experiment with this id.");
  }

  @ExceptionHandler
  ProblemDetail conflicting(WrongMoment moment) {
    return Problem.of(HttpStatus.CONFLICT, sentence(moment));
  }

  @ExceptionHandler
  ProblemDetail conflicting(WrongState state) {
    return Problem.of(HttpStatus.CONFLICT, sentence(state));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> full(QueueFull full) {
    return later(HttpStatus.TOO_MANY_REQUESTS, full.retryAfter(), sentence(full));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> closing(ShuttingDown closing) {
    return later(HttpStatus.SERVICE_UNAVAILABLE, RESTART, sentence(closing));
  }

  @ExceptionHandler({
    NonTransientDataAccessResourceException.class,
    RecoverableDataAccessException.class,
    TransactionException.class,
    TransientDataAccessException.class,
    UncategorizedDataAccessException.class
  })
  ResponseEntity<ProblemDetail> down(NestedRuntimeException fault) {
    LOG.warn("The database cannot do what was asked: {}", fault.getMostSpecificCause().toString());
    return later(
        HttpStatus.SERVICE_UNAVAILABLE,
        RESTART,
        "The database is down, full or too busy now; with an Idempotency-Key it is safe to try"
            + " again.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> crowded(TooManyStreams crowded) {
    return later(HttpStatus.TOO_MANY_REQUESTS, RESTART, sentence(crowded));
  }

  @ExceptionHandler
  ProblemDetail conflicting(Conflict conflict) {
    return Problem.of(HttpStatus.CONFLICT, conflict.detail());
  }

  @ExceptionHandler
  ProblemDetail tooLarge(BodyTooLarge large) {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "The body has more than the " + large.mostBytes() + " bytes that are read.");
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
    return malformed(mismatch.getName(), expected + mismatch.getValue());
  }

  @ExceptionHandler
  ProblemDetail mismatch(BindException mismatch) {
    return Problem.of(
        mismatch.getFieldErrors().stream()
            .map(
                error ->
                    new Fault(
                        error.getField(),
                        "is not a possible value: " + error.getRejectedValue(),
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

  /**
   * What Spring refuses on its own, such as unknown routes, methods and media types. Says itself
   * what it is, because an Accept that cannot be read says nothing.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> other(Exception exception) {
    if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
      return null;
    }
    if (exception instanceof ErrorResponse refusal) {
      return ResponseEntity.status(refusal.getStatusCode())
          .headers(refusal.getHeaders())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Problem.of(HttpStatus.valueOf(refusal.getStatusCode().value())));
    }
    if (exception.getCause() instanceof OutOfMemoryError) {
      return later(
          HttpStatus.SERVICE_UNAVAILABLE, RESTART, "There is not enough memory for this now.");
    }
    String id = UUID.randomUUID().toString();
    LOG.error("Error {}", id, exception);
    return ResponseEntity.internalServerError()
        .body(
            Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong on our side; the log knows it as " + id + "."));
  }

  private static ResponseEntity<ProblemDetail> later(
      HttpStatus status, Duration after, String detail) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(after.toSeconds()))
        .body(Problem.of(status, detail));
  }

  /** The message of one of our own exceptions, which is meant to be read by whoever asked. */
  private static String sentence(RuntimeException own) {
    String message = Objects.requireNonNullElse(own.getMessage(), "");
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  private static ProblemDetail malformed(String parameter, String detail) {
    return Problem.of(List.of(new Fault(parameter, detail, Fault.Kind.MALFORMED)));
  }
}
