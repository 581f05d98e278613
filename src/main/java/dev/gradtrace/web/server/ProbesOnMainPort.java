package dev.gradtrace.web.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Serves health checks on the main port, too, and metrics there to this machine only, not through a
 * proxy.
 */
final class ProbesOnMainPort extends AbstractWebMvcEndpointHandlerMapping {

  private static final EndpointId HEALTH = EndpointId.of("health");
  private static final EndpointId METRICS = EndpointId.of("prometheus");
  private static final String BASE = "/actuator";

  /** Order after the operations, which are at 0 and requested most. */
  private static final int AFTER_OPERATIONS = 1;

  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  ProbesOnMainPort(Collection<ExposableWebEndpoint> endpoints, EndpointMediaTypes types) {
    super(
        new EndpointMapping(BASE),
        endpoints.stream()
            .filter(endpoint -> Set.of(HEALTH, METRICS).contains(endpoint.getEndpointId()))
            .toList(),
        types,
        false);
    setInterceptors(new LocalMetrics());
    setOrder(AFTER_OPERATIONS);
  }

  @Override
  protected LinksHandler getLinksHandler() {
    return (request, response) -> Map.of();
  }

  private static final class LocalMetrics implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (request.getRequestURI().startsWith(BASE + "/" + METRICS) && !isFromHere(request)) {
        throw new ErrorResponseException(HttpStatus.NOT_FOUND);
      }
      return true;
    }

    private static boolean isFromHere(HttpServletRequest request) {
      return Hosts.isLocal(request.getRemoteAddr())
          && Stream.ofNullable(request.getHeader("Host")).allMatch(Hosts::isLocal)
          && FORWARDED.stream().allMatch(header -> request.getHeader(header) == null);
    }
  }
}
