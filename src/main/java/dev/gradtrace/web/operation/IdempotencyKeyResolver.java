package dev.gradtrace.web.operation;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.web.access.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** Passes the request's key to operations with {@link Creates}. */
public final class IdempotencyKeyResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Idempotency.Key.class;
  }

  @Override
  public Idempotency.Key resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    String[] keys = request.getHeaderValues(Idempotency.HEADER);
    return new Idempotency.Key(
        path(request),
        Callers.of(requireNonNull(request.getNativeRequest(HttpServletRequest.class))),
        requireNonNull(parameter.getMethodAnnotation(Creates.class)).at(),
        keys == null ? null : String.join(",", keys));
  }

  /** The operation's path with its variables filled in, decoded. */
  private static String path(NativeWebRequest request) {
    String pattern = (String) attribute(request, HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Map<?, ?> variables =
        (Map<?, ?>) attribute(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return requireNonNull(
        UriComponentsBuilder.fromPath(pattern).build().expand(variables::get).getPath());
  }

  private static Object attribute(NativeWebRequest request, String name) {
    return requireNonNull(request.getAttribute(name, RequestAttributes.SCOPE_REQUEST));
  }
}
