package dev.gradtrace.web.server;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Keeps the methods of an address apart from those of another pattern that it would match as well:
 * {@code /v1/datasets/preview} is no dataset, so that GET is not allowed there, and {@code Allow}
 * does not say so.
 */
final class ClosestPattern extends RequestMappingHandlerMapping {

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
      throws Exception {
    HandlerMethod found = super.lookupHandlerMethod(path, request);
    Object pattern = request.getAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (found == null || pattern == null || isLiteral(pattern)) {
      return found;
    }
    Set<RequestMappingInfo> closest = closest(getHandlerMethods().keySet(), request);
    if (closest.stream().anyMatch(mapping -> mapping.getPatternValues().contains(pattern))) {
      return found;
    }
    request.removeAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE);
    return super.handleNoMatch(closest, path, request);
  }

  /** Whether nothing can be more specific than a pattern. */
  private static boolean isLiteral(Object pattern) {
    return pattern.toString().indexOf('{') < 0 && pattern.toString().indexOf('*') < 0;
  }

  @Override
  protected @Nullable HandlerMethod handleNoMatch(
      Set<RequestMappingInfo> mappings, String path, HttpServletRequest request)
      throws ServletException {
    return super.handleNoMatch(closest(mappings, request), path, request);
  }

  /** Those mappings whose pattern is the most specific of all that match the path. */
  private static Set<RequestMappingInfo> closest(
      Set<RequestMappingInfo> mappings, HttpServletRequest request) {
    PathContainer path =
        ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication();
    PathPattern best =
        mappings.stream()
            .flatMap(mapping -> patterns(mapping).stream())
            .filter(pattern -> pattern.matches(path))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return mappings.stream()
        .filter(mapping -> best != null && patterns(mapping).contains(best))
        .collect(Collectors.toSet());
  }

  private static Set<PathPattern> patterns(RequestMappingInfo mapping) {
    return requireNonNull(mapping.getPathPatternsCondition()).getPatterns();
  }
}
