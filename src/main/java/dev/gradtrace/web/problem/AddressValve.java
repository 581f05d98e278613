package dev.gradtrace.web.problem;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Refuses malformed URLs before Spring sees them: Tomcat decodes a query only when a parameter is
 * read, and throws then.
 */
public final class AddressValve extends ValveBase {

  private static final boolean ASYNC = true;

  public AddressValve() {
    super(ASYNC);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String fault = fault(request);
    if (fault == null) {
      getNext().invoke(request, response);
    } else {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      PlainProblem.write(request, response, HttpStatus.BAD_REQUEST, fault);
    }
  }

  private static @Nullable String fault(Request request) {
    try {
      URI.create(request.getRequestURI());
    } catch (IllegalArgumentException e) {
      return "The path is no URI.";
    }
    int most = request.getConnector().getMaxParameterCount();
    return isReadable(request.getQueryString(), most)
        ? null
        : "The query cannot be read: a parameter has no name, is not UTF-8 with %XX escapes,"
            + " or is one of more than %s.".formatted(most);
  }

  private static boolean isReadable(@Nullable String query, int mostParameters) {
    if (query == null || query.isEmpty()) {
      return true;
    }
    byte[] bytes = query.getBytes(StandardCharsets.ISO_8859_1);
    MessageBytes sent = MessageBytes.newInstance();
    sent.setBytes(bytes, 0, bytes.length);
    Parameters parameters = new Parameters();
    parameters.setLimit(mostParameters);
    parameters.setQueryStringCharset(StandardCharsets.UTF_8);
    parameters.setQuery(sent);
    try {
      parameters.handleQueryParameters();
      return true;
    } catch (InvalidParameterException e) {
      return false;
    }
  }
}
