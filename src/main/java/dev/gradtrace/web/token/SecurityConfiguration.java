package dev.gradtrace.web.token;

import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.access.AccessSettings;
import dev.gradtrace.web.access.Belongings;
import dev.gradtrace.web.access.Challenge;
import dev.gradtrace.web.access.Denial;
import dev.gradtrace.web.access.Operations;
import dev.gradtrace.web.access.RoleCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Requires tokens if there is a file of them or an issuer. Of Spring Security only the reading of
 * bearer tokens is used; requests that need no token only pass its check of paths.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /**
   * Order before the other handlers and filters, so that nothing is looked up for a caller who may
   * not have it.
   */
  private static final int BEFORE_OTHERS = -1;

  /** Everything but the page, the OpenAPI document, health and metrics. */
  private static final RequestMatcher OPERATIONS =
      new OrRequestMatcher(
          Operations.OF_CALLERS.stream()
              .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
              .toList());

  private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

  @Bean
  BearerTokens bearerTokens(
      AccessSettings settings, ObjectProvider<JwtDecoder> decoders, InstantSource time) {
    JwtDecoder decoder = decoders.getIfAvailable();
    return new BearerTokens(
        file(settings.tokensFile(), time),
        decoder == null ? null : new Issuer(decoder, time),
        time);
  }

  private static @Nullable TokensFile file(@Nullable String path, InstantSource time) {
    if (path == null || path.isBlank()) {
      return null;
    }
    TokensFile file = new TokensFile(Path.of(path), time);
    LOG.info("Tokens are asked for: those of {} lines of {}", file.count(), path);
    return file;
  }

  @Bean
  Access access(AccessSettings settings, BearerTokens tokens) {
    if (settings.ownOnly() && !tokens.any()) {
      LOG.warn("GRADTRACE_SECURITY_OWNONLY has no effect as long as no tokens are asked for");
    }
    return new Access(tokens.any(), settings.ownOnly());
  }

  @Bean
  @Order(1)
  SecurityFilterChain guarded(
      BearerTokens tokens,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
    if (!tokens.any()) {
      return new DefaultSecurityFilterChain(request -> false);
    }
    BearerTokenAuthenticationFilter reading = new BearerTokenAuthenticationFilter(tokens);
    reading.setAuthenticationEntryPoint(
        (request, response, fault) ->
            deny(answers, request, response, Challenge.invalid("The token is malformed.")));
    reading.setAuthenticationFailureHandler(
        (request, response, fault) ->
            deny(answers, request, response, ((DeniedToken) fault).denial()));
    ExceptionTranslationFilter telling =
        new ExceptionTranslationFilter(
            (request, response, fault) -> deny(answers, request, response, Challenge.missing()),
            new NullRequestCache());
    AuthorizationFilter asking =
        new AuthorizationFilter(AuthenticatedAuthorizationManager.authenticated());
    asking.setFilterAsyncDispatch(false);
    asking.setFilterErrorDispatch(false);
    return new DefaultSecurityFilterChain(OPERATIONS, reading, telling, asking);
  }

  @Bean
  @Order(2)
  SecurityFilterChain open() {
    return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE);
  }

  /**
   * Limits Spring Security's firewall to paths: methods, headers, parameters and percent signs are
   * checked elsewhere.
   */
  @Bean
  HttpFirewall pathsOnly() {
    StrictHttpFirewall firewall = new PathsOnly();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    firewall.setAllowedParameterValues(value -> true);
    return firewall;
  }

  /** Checks a request once, instead of on each access to its fields. */
  private static final class PathsOnly extends StrictHttpFirewall {
    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
      super.getFirewalledRequest(request);
      return new FirewalledRequest(request) {
        @Override
        public void reset() {
          // The request is not wrapped.
        }
      };
    }
  }

  @Bean
  RequestRejectedHandler rejectedPaths(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
    return (request, response, fault) ->
        deny(
            answers,
            request,
            response,
            Denial.malformed("The path can be understood in more than one way."));
  }

  /** Disables observations of single filters; requests are observed as a whole. */
  @Bean
  SecurityObservationSettings unobserved() {
    return SecurityObservationSettings.noObservations();
  }

  private static void deny(
      HandlerExceptionResolver answers,
      HttpServletRequest request,
      HttpServletResponse response,
      Denial denial) {
    answers.resolveException(request, response, null, denial);
  }

  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer patience() {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(Issuer.PATIENCE);
    requests.setReadTimeout(Issuer.PATIENCE);
    RestTemplate keys = new RestTemplate(requests);
    keys.getInterceptors().add(new SeldomAsked(Issuer.REST));
    return issuer -> issuer.restOperations(keys);
  }

  @Bean
  WebMvcConfigurer roles(Access access, List<Belongings> belongings) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        if (access.tokens()) {
          interceptors.addInterceptor(new RoleCheck(belongings, access)).order(BEFORE_OTHERS);
        }
      }
    };
  }
}
