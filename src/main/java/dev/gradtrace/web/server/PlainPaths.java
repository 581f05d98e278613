package dev.gradtrace.web.server;

import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses paths that mean one thing to a proxy and another to a server: with {@code ;}, a
 * backslash, an encoded slash or a dot segment. A proxy's rule about a path would not hold for
 * them.
 */
final class PlainPaths extends OncePerRequestFilter {

  private static final Pattern AMBIGUOUS =
      Pattern.compile(";|\\\\|%(3b|2f|5c)|/(\\.|%2e){1,2}(/|$)", Pattern.CASE_INSENSITIVE);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
      ProblemWriter.write(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "The path has a semicolon, a backslash, an encoded slash or a dot segment.");
    } else {
      rest.doFilter(request, response);
    }
  }
}
