package dev.gradtrace.web.query;

import dev.gradtrace.contract.Named;
import dev.gradtrace.validation.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters that an operation does not declare, empty values, values of the wrong
 * type, and repeated ones; independent of the media type of the answer.
 */
@Component
final class QueryCheck implements HandlerInterceptor, WebMvcConfigurer {

  private final QueryParameters operations;
  private final ObjectProvider<FurtherFaults> further;

  QueryCheck(QueryParameters operations, ObjectProvider<FurtherFaults> further) {
    this.operations = operations;
    this.further = further;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Map<String, QueryParameter> known =
        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String path
            ? operations.of(request.getMethod(), path)
            : null;
    if (known != null) {
      Faults faults = new Faults();
      values(request.getQueryString())
          .forEach((name, values) -> check(name, values, known, faults));
      if (!faults.none()) {
        further.forEach(others -> others.find(request, faults));
      }
      faults.throwIfAny();
    }
    return true;
  }

  private static void check(
      String name, List<String> values, Map<String, QueryParameter> known, Faults faults) {
    QueryParameter parameter = known.get(name);
    if (parameter == null) {
      faults.malformed(
          Named.shorten(name),
          known.isEmpty() ? "is unknown here; nothing is known" : "is unknown here; known are %s",
          new Faults.Known(known.keySet()));
      return;
    }
    if (values.size() > 1 && !parameter.isList()) {
      faults.malformed(name, "is given more than once");
      return;
    }
    boolean joined = parameter.isList() && values.size() == 1;
    for (String value : joined ? List.of(values.get(0).split(",", -1)) : values) {
      String fault = parameter.fault(value);
      if (fault != null) {
        faults.malformed(name, "%s", fault);
      }
    }
  }

  /** The values by name; undecodable queries were refused before. */
  private static Map<String, List<String>> values(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        values
            .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
            .add(parts.length < 2 ? "" : decoded(parts[1]));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
