package dev.gradtrace.web.problem;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/** Writes a problem from within Tomcat, without Spring. */
final class PlainProblem {

  private static final Logger LOG = LoggerFactory.getLogger(PlainProblem.class);

  private static final Pattern NOT_OF_A_PATH =
      Pattern.compile("%(?![0-9A-Fa-f]{2})|[^\\w.~!$&'()*+,;=:@/%-]");

  private PlainProblem() {}

  /** Writes the body; the status is set already. */
  static void write(Request request, Response response, HttpStatus status, String detail) {
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding("UTF-8");
    String uri = request.getRequestURI();
    String instance = uri == null ? "" : "\"instance\":\"%s\",".formatted(path(uri));
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%s,%s\"detail\":\"%s\"}"
                .formatted(status.getReasonPhrase(), status.value(), instance, detail));
        response.finishResponse();
      }
    } catch (IOException e) {
      LOG.debug("The client has disconnected before the problem was written", e);
    }
  }

  /** The request's path as a URI reference, whatever was sent. */
  static URI instance(String sent) {
    return URI.create(path(sent));
  }

  private static String path(String sent) {
    String escaped =
        NOT_OF_A_PATH
            .matcher(sent)
            .replaceAll(found -> UriUtils.encode(found.group(), StandardCharsets.UTF_8));
    return escaped.replaceFirst("^//+", "/");
  }
}
