package dev.gradtrace.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Sets headers on every answer, including Tomcat's own. */
final class HeadersValve extends ValveBase {

  private final AnswerHeaders headers;

  HeadersValve(AnswerHeaders headers) {
    super(true);
    this.headers = headers;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    headers.of(request.getRequestURI()).forEach(response::setHeader);
    getNext().invoke(request, response);
  }
}
