package dev.gradtrace.web.problem;

import dev.gradtrace.validation.Fault;
import dev.gradtrace.validation.Faults;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Builds problem details (RFC 9457). */
public final class Problem {

  private Problem() {}

  /**
   * One fault in a problem.
   *
   * @param pointer JSON Pointer into the request body; for a query parameter {@code /} and its name
   */
  @Schema(name = "Fault", description = "One thing that is wrong with a request.")
  public record Error(
      @Schema(
              description =
                  "JSON Pointer into the request, or the name of a query parameter behind a slash.")
          String pointer,
      @Schema(description = "What is wrong there.") String detail) {}

  /** A problem without a type of its own. */
  static ProblemDetail of(HttpStatus status, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("about:blank"));
    return problem;
  }

  /** A problem without a type of its own, with a general detail for its status. */
  static ProblemDetail of(HttpStatus status) {
    return of(
        status,
        switch (status) {
          case BAD_REQUEST -> "The request could not be understood.";
          case NOT_FOUND -> "There is nothing at this address.";
          case METHOD_NOT_ALLOWED ->
              "This address does not know the method; Allow names those it does.";
          case NOT_ACCEPTABLE -> "None of the media types in Accept can be had here.";
          case CONTENT_TOO_LARGE -> "The request is larger than is accepted.";
          case REQUESTED_RANGE_NOT_SATISFIABLE ->
              "The file has none of the bytes of this range; Content-Range tells its length.";
          case UNSUPPORTED_MEDIA_TYPE -> "The Content-Type is not one that is read here.";
          case NOT_IMPLEMENTED -> "This method is not known here.";
          case SERVICE_UNAVAILABLE -> "The service is starting, busy or shutting down.";
          default ->
              status.is5xxServerError()
                  ? "Something went wrong on our side."
                  : "The request could not be answered.";
        });
  }

  /** A problem with a type of its own. */
  static ProblemDetail of(HttpStatus status, String type, String title, String detail) {
    ProblemDetail problem = of(status, detail);
    problem.setType(URI.create("urn:gradtrace:problem:" + type));
    problem.setTitle(title);
    return problem;
  }

  /** The problem of refused values: malformed if any fault is, else meaningless. */
  public static ProblemDetail of(List<Fault> faults) {
    boolean malformed = faults.stream().anyMatch(fault -> fault.kind() == Fault.Kind.MALFORMED);
    ProblemDetail problem =
        malformed
            ? of(HttpStatus.BAD_REQUEST, "malformed", "Malformed request", summary(faults))
            : of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "meaningless",
                "Meaningless request",
                summary(faults));
    problem.setProperty("errors", errors(faults));
    return problem;
  }

  public static List<Error> errors(List<Fault> faults) {
    return faults.stream().map(fault -> new Error(fault.pointer(), fault.detail())).toList();
  }

  private static String summary(List<Fault> faults) {
    Fault first = faults.get(0);
    String place = first.pointer().isEmpty() ? "The body" : first.pointer();
    String rest =
        switch (faults.size()) {
          case 1 -> ".";
          case 2 -> "; and 1 more fault.";
          case Faults.MOST -> "; and at least " + (Faults.MOST - 1) + " more faults.";
          default -> "; and " + (faults.size() - 1) + " more faults.";
        };
    return place + " " + first.detail() + rest;
  }
}
