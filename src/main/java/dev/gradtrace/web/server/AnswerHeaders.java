package dev.gradtrace.web.server;

import dev.gradtrace.web.access.Operations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Security headers of every answer, unless the handler sets them: only scripts of this service run,
 * no other site may frame or load it, and what users store is not cached.
 */
final class AnswerHeaders {

  /** Request headers on which the answer of an operation depends. */
  static final String VARY = "Accept, Accept-Encoding, Authorization";

  /** For the page and Swagger UI, which use inline styles. */
  private static final String PAGE =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

  /** For data and pictures: no scripts, and nothing from elsewhere. */
  private static final String DATA =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors ";

  /** For charts in frames: no scripts. */
  private static final String FRAMED =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors ";

  private static final String OPERATIONS = "/v1/";
  private static final String EMBED = "/embed/";

  private final Map<String, String> ofPages;
  private final Map<String, String> ofData;
  private final Map<String, String> ofOperations;
  private final Map<String, String> ofCharts;

  /**
   * @param framedBy origins that may show the service's pages in a frame
   * @param embeddedBy origins that may show only the charts of {@code /embed} in a frame
   */
  AnswerHeaders(Origins framedBy, Origins embeddedBy) {
    ofPages = headers(PAGE, framedBy.allowed());
    ofData = headers(DATA, framedBy.allowed());
    ofOperations = ofUsers(headers(DATA, framedBy.allowed()));
    List<String> both =
        Stream.concat(framedBy.allowed().stream(), embeddedBy.allowed().stream())
            .distinct()
            .toList();
    ofCharts = ofUsers(headers(FRAMED, both));
    if (!both.isEmpty()) {
      ofCharts.put("Cross-Origin-Resource-Policy", "cross-origin");
    }
  }

  /**
   * The headers of an answer; case does not matter in their names.
   *
   * @param path of the request; null if it could not be parsed
   */
  Map<String, String> of(@Nullable String path) {
    if (path == null) {
      return ofPages;
    }
    if (path.startsWith(OPERATIONS) || path.equals(Operations.MCP)) {
      return ofOperations;
    }
    if (path.startsWith(EMBED)) {
      return ofCharts;
    }
    return isData(path) ? ofData : ofPages;
  }

  /** For answers with what users stored. */
  private static Map<String, String> ofUsers(Map<String, String> headers) {
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.put(HttpHeaders.VARY, VARY);
    return headers;
  }

  private static Map<String, String> headers(String policy, List<String> framedBy) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", policy + ancestors(framedBy));
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    if (framedBy.isEmpty()) {
      headers.put("X-Frame-Options", "DENY");
    }
    return headers;
  }

  private static boolean isData(String path) {
    return path.startsWith("/v3/") || path.startsWith("/actuator") || path.endsWith(".svg");
  }

  private static String ancestors(List<String> framedBy) {
    return framedBy.isEmpty() ? "'none'" : "'self' " + String.join(" ", framedBy);
  }
}
