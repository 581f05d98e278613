package dev.gradtrace.web.access;

import static java.util.Map.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/** What each operation requires: one line for each method and path of a controller. */
public final class Operations {

  /** The endpoint of the Model Context Protocol. */
  public static final String MCP = "/mcp";

  /** Path patterns that require tokens: not the page, the OpenAPI document, or health. */
  public static final List<String> OF_CALLERS = List.of("/v1/**", "/embed/**", MCP);

  private static final Map<String, Need> NEEDS =
      Map.ofEntries(
          entry("GET /v1/catalogue", Need.READ),
          entry("GET /v1/presets", Need.READ),
          entry("GET /v1/presets/{name}", Need.READ),
          entry("POST /v1/networks/validate", Need.LOOK),
          entry("POST /v1/networks/import", Need.LOOK),
          entry("POST /v1/networks/import/file", Need.LOOK),
          entry("POST /v1/gradients", Need.LOOK),
          entry("POST /v1/gradients/compare", Need.LOOK),
          entry("POST /v1/forecast", Need.LOOK),
          entry("POST /v1/diagnoses", Need.LOOK),
          entry("POST /v1/learning-rate-tests", Need.LOOK),
          entry("POST /v1/training-steps", Need.LOOK),
          entry("POST /v1/datasets", Need.CREATE),
          entry("POST /v1/datasets/upload", Need.CREATE),
          entry("POST /v1/datasets/preview", Need.LOOK),
          entry("POST /v1/datasets/upload/preview", Need.LOOK),
          entry("GET /v1/datasets", Need.READ),
          entry("GET /v1/datasets/{id}", Need.READ),
          entry("GET /v1/datasets/{id}/rows", Need.READ),
          entry("DELETE /v1/datasets/{id}", Need.CHANGE),
          entry("POST /v1/training-jobs", Need.CREATE),
          entry("GET /v1/training-jobs", Need.READ),
          entry("GET /v1/training-jobs/{id}", Need.READ),
          entry("GET /v1/training-jobs/{id}/deliveries", Need.READ),
          entry("POST /v1/training-jobs/{id}/mlflow-runs", Need.CREATE),
          entry("POST /v1/training-jobs/{id}/cancel", Need.CHANGE),
          entry("PATCH /v1/training-jobs/{id}", Need.CHANGE),
          entry("DELETE /v1/training-jobs/{id}", Need.CHANGE),
          entry("GET /v1/training-jobs/{id}/loss-curve", Need.READ),
          entry("GET /v1/training-jobs/{id}/gradient-trace", Need.READ),
          entry("GET /v1/training-jobs/{id}/curvature", Need.READ),
          entry("GET /v1/training-jobs/{id}/distributions", Need.READ),
          entry("GET /v1/training-jobs/{id}/events", Need.READ),
          entry("GET /v1/training-jobs/{id}/parameters", Need.READ),
          entry("GET /v1/training-jobs/{id}/export", Need.READ),
          entry("POST /v1/training-jobs/{id}/predictions", Need.LOOK),
          entry("GET /v1/training-jobs/{id}/diagnosis", Need.LOOK),
          entry("POST /v1/training-jobs/{id}/remedies", Need.CREATE),
          entry("POST /v1/observed-runs", Need.CREATE),
          entry("GET /v1/observed-runs", Need.READ),
          entry("GET /v1/observed-runs/{id}", Need.READ),
          entry("GET /v1/observed-runs/{id}/deliveries", Need.READ),
          entry("POST /v1/observed-runs/{id}/mlflow-runs", Need.CREATE),
          entry("PUT /v1/observed-runs/{id}/steps/{step}", Need.CHANGE),
          entry("POST /v1/observed-runs/{id}/finish", Need.CHANGE),
          entry("PATCH /v1/observed-runs/{id}", Need.CHANGE),
          entry("DELETE /v1/observed-runs/{id}", Need.CHANGE),
          entry("GET /v1/observed-runs/{id}/loss-curve", Need.READ),
          entry("GET /v1/observed-runs/{id}/gradient-trace", Need.READ),
          entry("GET /v1/observed-runs/{id}/curvature", Need.READ),
          entry("GET /v1/observed-runs/{id}/distributions", Need.READ),
          entry("GET /v1/observed-runs/{id}/events", Need.READ),
          entry("GET /v1/observed-runs/{id}/parameters", Need.READ),
          entry("GET /v1/observed-runs/{id}/export", Need.READ),
          entry("POST /v1/observed-runs/{id}/predictions", Need.LOOK),
          entry("GET /v1/observed-runs/{id}/diagnosis", Need.LOOK),
          entry("POST /v1/experiments", Need.CREATE),
          entry("GET /v1/experiments", Need.READ),
          entry("GET /v1/experiments/{id}", Need.READ),
          entry("GET /v1/experiments/{id}/deliveries", Need.READ),
          entry("GET /v1/experiments/{id}/comparison", Need.READ),
          entry("GET /v1/experiments/{id}/export", Need.READ),
          entry("POST /v1/experiments/{id}/cancel", Need.CHANGE),
          entry("PATCH /v1/experiments/{id}", Need.CHANGE),
          entry("DELETE /v1/experiments/{id}", Need.CHANGE),
          entry("POST " + MCP, Need.READ),
          entry("GET /embed/training-jobs/{id}/{chart}", Need.READ),
          entry("* /error", Need.NOTHING),
          entry("GET /v3/api-docs", Need.NOTHING),
          entry("GET /v3/api-docs.yaml", Need.NOTHING),
          entry("GET /v3/api-docs/swagger-config", Need.NOTHING),
          entry("GET /swagger-ui.html", Need.NOTHING));

  private Operations() {}

  /**
   * What an operation requires.
   *
   * @param path the controller's pattern, with its variables
   * @return null if there is no such operation
   */
  public static @Nullable Need of(String method, String path) {
    Need need = NEEDS.get((method.equals("HEAD") ? "GET" : method) + " " + path);
    return need == null ? NEEDS.get("* " + path) : need;
  }

  /** What the operation that serves a request requires; null if none does. */
  static @Nullable Need of(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
            instanceof String path
        ? of(request.getMethod(), path)
        : null;
  }

  /** Whether a request counts towards the caller's requests at the same time. */
  public static boolean isWork(HttpServletRequest request) {
    Need need = of(request);
    return need != null && need.isWork();
  }

  /** Methods and paths of all operations. */
  static Iterable<String> known() {
    return NEEDS.keySet();
  }
}
