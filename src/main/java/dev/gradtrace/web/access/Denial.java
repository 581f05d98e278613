package dev.gradtrace.web.access;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request refused because of its sender, or of how often they ask. */
public final class Denial extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Denial(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    setType(URI.create("about:blank"));
  }

  /**
   * Status 401.
   *
   * @param challenge value of {@code WWW-Authenticate}
   */
  public static Denial unauthenticated(String challenge, String detail) {
    return new Denial(HttpStatus.UNAUTHORIZED, detail)
        .with(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  /** Status 403. */
  public static Denial forbidden(String detail) {
    return new Denial(HttpStatus.FORBIDDEN, detail);
  }

  /**
   * Status 429.
   *
   * @param seconds value of {@code Retry-After}
   */
  public static Denial tooMany(long seconds, String detail) {
    return new Denial(HttpStatus.TOO_MANY_REQUESTS, detail).after(seconds);
  }

  /**
   * Status 503, while tokens cannot be checked.
   *
   * @param seconds value of {@code Retry-After}
   */
  public static Denial unavailable(long seconds, String detail) {
    return new Denial(HttpStatus.SERVICE_UNAVAILABLE, detail).after(seconds);
  }

  /** Status 400, for an address that cannot be parsed. */
  public static Denial malformed(String detail) {
    return new Denial(HttpStatus.BAD_REQUEST, detail);
  }

  /** This denial with another header. */
  public Denial with(String field, String value) {
    getHeaders().set(field, value);
    return this;
  }

  private Denial after(long seconds) {
    return with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }
}
