package dev.gradtrace.web.server;

import dev.gradtrace.web.access.Operations;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What every answer says to browsers, unless who answers says something else: that nothing runs
 * that is not of this service, that no other page shows or loads it, and that what users store
 * stays in no cache.
 */
final class AnswerHeaders {

  /** On what an answer of an operation depends. */
  static final String VARY = "Accept, Accept-Encoding, Authorization";

  /** Pages: those of the service and Swagger UI, which style their elements in place. */
  private static final String PAGE =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

  /** Data and pictures: neither scripts nor anything from elsewhere. */
  private static final String DATA =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors ";

  private static final String OPERATIONS = "/v1/";

  private final Map<String, String> ofPages;
  private final Map<String, String> ofData;
  private final Map<String, String> ofOperations;

  /**
   * @param framedBy origins whose pages may show those of this service in a frame
   */
  AnswerHeaders(Origins framedBy) {
    ofPages = headers(PAGE, framedBy);
    ofData = headers(DATA, framedBy);
    Map<String, String> more = headers(DATA, framedBy);
    more.put(HttpHeaders.CACHE_CONTROL, "no-store");
    more.put(HttpHeaders.VARY, VARY);
    ofOperations = more;
  }

  /**
   * The headers of an answer, whose names are in any case.
   *
   * @param path what was asked for; null if it could not be read
   */
  Map<String, String> of(@Nullable String path) {
    if (path == null) {
      return ofPages;
    }
    if (path.startsWith(OPERATIONS) || path.equals(Operations.MCP)) {
      return ofOperations;
    }
    return isData(path) ? ofData : ofPages;
  }

  private static Map<String, String> headers(String policy, Origins framedBy) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", policy + ancestors(framedBy));
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    if (framedBy.allowed().isEmpty()) {
      headers.put("X-Frame-Options", "DENY");
    }
    return headers;
  }

  private static boolean isData(String path) {
    return path.startsWith("/v3/") || path.startsWith("/actuator") || path.endsWith(".svg");
  }

  private static String ancestors(Origins framedBy) {
    return framedBy.allowed().isEmpty()
        ? "'none'"
        : "'self' " + String.join(" ", framedBy.allowed());
  }
}
