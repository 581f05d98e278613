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
 * Keeps the methods of a path separate from those of a less specific pattern that it matches, too:
 * {@code /v1/datasets/preview} is no dataset, so GET is refused there, and missing in {@code
 * Allow}.
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

  /** Whether a pattern has no variables or wildcards, so that nothing is more specific. */
  private static boolean isLiteral(Object pattern) {
    return pattern.toString().indexOf('{') < 0 && pattern.toString().indexOf('*') < 0;
  }

  @Override
  protected @Nullable HandlerMethod handleNoMatch(
      Set<RequestMappingInfo> mappings, String path, HttpServletRequest request)
      throws ServletException {
    return super.handleNoMatch(closest(mappings, request), path, request);
  }

  /** The mappings with the most specific pattern that matches the path. */
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
