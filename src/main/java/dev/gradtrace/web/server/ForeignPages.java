package dev.gradtrace.web.server;

import dev.gradtrace.web.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refuses writing requests that a browser sends from a page of another origin (CSRF), unless that
 * origin is allowed; an allowed origin gets CORS headers to read answers. Reading needs no check,
 * since browsers enforce the same-origin policy.
 *
 * @see <a href="https://words.filippo.io/csrf/">Filippo Valsorda, Cross-Site Request Forgery</a>
 */
final class ForeignPages extends HttpFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final Duration PREFLIGHT = Duration.ofMinutes(10);

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private static final List<String> READABLE =
      List.of(
          HttpHeaders.LOCATION,
          HttpHeaders.ETAG,
          HttpHeaders.RETRY_AFTER,
          HttpHeaders.WWW_AUTHENTICATE,
          HttpHeaders.CONTENT_DISPOSITION,
          "RateLimit",
          "RateLimit-Policy");

  private final DefaultCorsProcessor cors = new DefaultCorsProcessor();
  private final CorsConfiguration sharing = new CorsConfiguration();
  private final Origins origins;

  ForeignPages(Origins origins) {
    this.origins = origins;
    sharing.setAllowedOrigins(origins.allowed());
    sharing.setAllowedMethods(METHODS);
    sharing.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    sharing.setExposedHeaders(READABLE);
    sharing.setMaxAge(PREFLIGHT);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean asksFirst = CorsUtils.isPreFlightRequest(request);
    if (origin != null && origins.include(origin)) {
      if (cors.processRequest(sharing, request, response) && !asksFirst) {
        rest.doFilter(request, response);
      }
    } else if (asksFirst || (!SAFE.contains(request.getMethod()) && isForeign(request, origin))) {
      ProblemWriter.write(
          request,
          response,
          HttpStatus.FORBIDDEN,
          "A page of another origin sent this; GRADTRACE_SECURITY_ALLOWEDORIGINS has those that"
              + " may.");
    } else {
      rest.doFilter(request, response);
    }
  }

  /**
   * Whether the browser reports a page of another origin. A page cannot forge {@code
   * Sec-Fetch-Site}; browsers omit it on connections they do not trust.
   */
  private static boolean isForeign(HttpServletRequest request, @Nullable String origin) {
    String site = request.getHeader(FETCH_SITE);
    if (site != null) {
      return !OWN.contains(site);
    }
    String host = request.getHeader(HttpHeaders.HOST);
    return origin != null
        && (host == null
            || !origin.toLowerCase(Locale.ROOT).endsWith("://" + host.toLowerCase(Locale.ROOT)));
  }
}
