package dev.gradtrace.web.access;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that is not answered because of who sent it, or how often. */
public final class Denial extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Denial(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    setType(URI.create("about:blank"));
  }

  /**
   * Nobody knows who sent it.
   *
   * @param challenge of {@code WWW-Authenticate}
   */
  public static Denial unauthenticated(String challenge, String detail) {
    return new Denial(HttpStatus.UNAUTHORIZED, detail)
        .with(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  /** Who sent it may not do this. */
  public static Denial forbidden(String detail) {
    return new Denial(HttpStatus.FORBIDDEN, detail);
  }

  /** Whoever sent it shall come back after so many seconds. */
  public static Denial tooMany(long seconds, String detail) {
    return new Denial(HttpStatus.TOO_MANY_REQUESTS, detail).after(seconds);
  }

  /** What says who sent it does not answer now. */
  public static Denial unavailable(long seconds, String detail) {
    return new Denial(HttpStatus.SERVICE_UNAVAILABLE, detail).after(seconds);
  }

  /** Its address is not one that is understood here. */
  public static Denial malformed(String detail) {
    return new Denial(HttpStatus.BAD_REQUEST, detail);
  }

  /** The same with a field in the head of the answer. */
  public Denial with(String field, String value) {
    getHeaders().set(field, value);
    return this;
  }

  private Denial after(long seconds) {
    return with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }
}
