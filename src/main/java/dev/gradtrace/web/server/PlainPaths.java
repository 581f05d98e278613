package dev.gradtrace.web.server;

import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * Refuses paths that proxies and servers may interpret differently: with {@code ;}, a backslash, an
 * encoded slash or a dot segment. A proxy's rule for a path could be circumvented with them.
 */
final class PlainPaths extends HttpFilter {

  private static final Pattern AMBIGUOUS =
      Pattern.compile(";|\\\\|%(3b|2f|5c)|/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    if (isAmbiguous(request.getRequestURI())) {
      ProblemWriter.write(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "The path has a semicolon, a backslash, an encoded slash or a dot segment.");
    } else {
      rest.doFilter(request, response);
    }
  }

  /** A quick check for the characters that ambiguous paths contain. */
  private static boolean isAmbiguous(String path) {
    return (path.indexOf(';') >= 0
            || path.indexOf('\\') >= 0
            || path.indexOf('%') >= 0
            || path.contains("/."))
        && AMBIGUOUS.matcher(path).find();
  }
}
