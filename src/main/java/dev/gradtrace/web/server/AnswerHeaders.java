package dev.gradtrace.web.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What every answer says to browsers, unless who answers says something else: that nothing runs
 * that is not of this service, that no other page shows or loads it, and that what users store
 * stays in no cache.
 *
 * @param framedBy origins whose pages may show those of this service in a frame
 */
record AnswerHeaders(Origins framedBy) {

  /** Pages: those of the service and Swagger UI, which style their elements in place. */
  private static final String PAGE =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

  /** Data and pictures: neither scripts nor anything from elsewhere. */
  private static final String DATA =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors ";

  private static final String OPERATIONS = "/v1/";

  /**
   * The headers of an answer.
   *
   * @param path what was asked for; null if it could not be read
   */
  Map<String, String> of(@Nullable String path) {
    String asked = path == null ? "" : path;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Content-Security-Policy", (isData(asked) ? DATA : PAGE) + ancestors());
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    if (framedBy.allowed().isEmpty()) {
      headers.put("X-Frame-Options", "DENY");
    }
    if (asked.startsWith(OPERATIONS)) {
      headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
      headers.put(HttpHeaders.VARY, "Accept, Accept-Encoding, Authorization");
    }
    return headers;
  }

  private static boolean isData(String path) {
    return path.startsWith(OPERATIONS)
        || path.startsWith("/v3/")
        || path.startsWith("/actuator")
        || path.endsWith(".svg");
  }

  private String ancestors() {
    return framedBy.allowed().isEmpty()
        ? "'none'"
        : "'self' " + String.join(" ", framedBy.allowed());
  }
}
