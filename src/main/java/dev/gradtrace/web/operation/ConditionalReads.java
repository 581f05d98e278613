package dev.gradtrace.web.operation;

import static java.util.Objects.requireNonNull;

import dev.gradtrace.web.media.AcceptedKinds;
import dev.gradtrace.web.media.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Adds {@code ETag} to reads that are {@link Settled}, and answers 304. Tags are weak, because
 * Tomcat does not compress an answer with a strong one.
 */
@ControllerAdvice
final class ConditionalReads
    implements HandlerInterceptor, ResponseBodyAdvice<Object>, WebMvcConfigurer {

  private static final String TAG = ConditionalReads.class.getName() + ".tag";

  /** Stands for the tag of any answer, so that only one that was made matches. */
  private static final String ANY = "*";

  private static final List<String> VARY =
      List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING, HttpHeaders.AUTHORIZATION);

  /**
   * Runs after the checks of requests: a refused request is refused even if its answer is
   * unchanged.
   */
  private static final int AFTER_CHECKS = 1;

  private static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();
  private static final CacheControl ASK = CacheControl.noCache().cachePrivate();

  private final ListableBeanFactory beans;
  private final String serviceVersion;
  private final AcceptedKinds kinds = new AcceptedKinds();

  ConditionalReads(ListableBeanFactory beans, ObjectProvider<BuildProperties> build) {
    this.beans = beans;
    BuildProperties properties = build.getIfAvailable();
    this.serviceVersion =
        properties == null ? "development" : properties.getVersion() + properties.getTime();
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(this).order(AFTER_CHECKS);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeNotAcceptableException {
    Settled settled =
        handler instanceof HandlerMethod method ? method.getMethodAnnotation(Settled.class) : null;
    String version =
        settled == null
            ? null
            : beans.getBean(settled.by()).version(id(request), request.getParameterMap());
    if (version == null) {
      return true;
    }
    String tag = tag(request, version);
    request.setAttribute(TAG, tag);
    if (isKnown(request, tag)) {
      headers(requireNonNull(settled), tag)
          .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return false;
    }
    return true;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return returned.hasMethodAnnotation(Settled.class);
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
    Object tag = asked.getAttribute(TAG);
    if (tag == null) {
      return body;
    }
    Settled settled = requireNonNull(returned.getMethodAnnotation(Settled.class));
    response.getHeaders().putAll(headers(settled, (String) tag));
    if (known(asked).noneMatch(ANY::equals)) {
      return body;
    }
    response.setStatusCode(HttpStatus.NOT_MODIFIED);
    return null;
  }

  private static HttpHeaders headers(Settled settled, String tag) {
    HttpHeaders headers = new HttpHeaders();
    headers.setETag(tag);
    headers.setCacheControl(settled.immutable() ? IMMUTABLE : ASK);
    headers.setVary(VARY);
    return headers;
  }

  /** Compares tags as text, since Spring throws at malformed ones. */
  private static boolean isKnown(HttpServletRequest request, String tag) {
    return known(request).anyMatch(known -> opaque(known).equals(opaque(tag)));
  }

  private static Stream<String> known(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip);
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private String tag(HttpServletRequest request, String version)
      throws HttpMediaTypeNotAcceptableException {
    String text =
        String.join(
            "\n",
            serviceVersion,
            version,
            request.getRequestURI(),
            String.valueOf(request.getQueryString()),
            mediaType(request));
    return "W/\"" + Sha256.of(text).substring(0, 32) + "\"";
  }

  /** The media type that Spring will choose for the answer. */
  private String mediaType(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
    Set<?> producible =
        (Set<?>) request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
    if (producible == null) {
      return MediaType.APPLICATION_JSON_VALUE;
    }
    List<MediaType> accepted = kinds.resolveMediaTypes(new ServletWebRequest(request));
    List<MediaType> usable =
        new ArrayList<>(
            accepted.stream()
                .flatMap(
                    asked ->
                        producible.stream()
                            .map(MediaType.class::cast)
                            .filter(asked::isCompatibleWith)
                            .map(made -> made.copyQualityValue(asked)))
                .toList());
    MimeTypeUtils.sortBySpecificity(usable);
    return usable.isEmpty() ? "" : usable.get(0).removeQualityValue().toString();
  }

  private static String id(HttpServletRequest request) {
    Map<?, ?> variables =
        (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return (String) requireNonNull(variables.get("id"));
  }
}
