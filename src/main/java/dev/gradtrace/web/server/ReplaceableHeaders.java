package dev.gradtrace.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets handlers replace a header that {@link HeadersValve} has set, since Spring would add a second
 * one. Drops headers without a value, such as Spring's {@code Accept-Patch} where nothing can be
 * patched.
 */
final class ReplaceableHeaders extends HttpFilter {

  private final AnswerHeaders headers;

  ReplaceableHeaders(AnswerHeaders headers) {
    this.headers = headers;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    rest.doFilter(request, new Answer(response, headers.of(request.getRequestURI())));
  }

  private static final class Answer extends HttpServletResponseWrapper {

    private final Map<String, String> headers;
    private final Set<String> replaced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private Answer(HttpServletResponse response, Map<String, String> headers) {
      super(response);
      this.headers = headers;
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
      if ("".equals(value)) {
        return;
      }
      if (headers.containsKey(name)) {
        replaced.add(name);
      }
      super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
      if ("".equals(value) || (headers.containsKey(name) && !replaced.contains(name))) {
        setHeader(name, value);
      } else {
        super.addHeader(name, value);
      }
    }

    @Override
    public void reset() {
      super.reset();
      headers.forEach(super::setHeader);
      replaced.clear();
    }
  }
}
