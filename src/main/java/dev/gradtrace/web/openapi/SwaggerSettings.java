package dev.gradtrace.web.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.ui.SwaggerConfigResource;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Removes the OAuth redirect URL from the settings of Swagger UI: it would repeat whatever {@code
 * Host} a request names, and Swagger UI knows its own address.
 */
@RestControllerAdvice(assignableTypes = SwaggerConfigResource.class)
final class SwaggerSettings implements ResponseBodyAdvice<Object> {

  @Override
  public boolean supports(
      MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
    return Map.class.isAssignableFrom(answer.getParameterType());
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter answer,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof Map<?, ?> settings)) {
      return body;
    }
    Map<Object, Object> own = new LinkedHashMap<>(settings);
    own.remove("oauth2RedirectUrl");
    return own;
  }
}
