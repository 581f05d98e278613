package dev.gradtrace.web.problem;

import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers Tomcat's own refusals, such as of illegal characters in a URL, with a problem. */
public final class ProblemReportValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null || !status.isError() || !response.setErrorReported()) {
      return;
    }
    PlainProblem.write(
        request, response, status, Objects.requireNonNull(Problem.of(status).getDetail()));
  }
}
