package dev.gradtrace.web.server;

import dev.gradtrace.budget.RequestTurns;
import dev.gradtrace.tracing.TracingSwitch;
import dev.gradtrace.web.problem.AddressValve;
import dev.gradtrace.web.problem.ProblemReportValve;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Configures the main HTTP server. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  /** Order after the counting of requests and before the check of tokens. */
  private static final int BEFORE_TOKENS = Ordered.HIGHEST_PRECEDENCE + 10;

  private static final int THREADS_TO_REFUSE = 20;

  @Bean
  Reach reach(ServerProperties server, NetworkAccess access, Environment settings) {
    return Reach.of(server.getAddress(), access, settings);
  }

  @Bean
  FilterRegistrationBean<Filter> replaceableHeaders(NetworkAccess access) {
    return first(Ordered.HIGHEST_PRECEDENCE, new ReplaceableHeaders(access.headers()));
  }

  @Bean
  WebMvcRegistrations closestPattern() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ClosestPattern();
      }
    };
  }

  @Bean
  @ConditionalOnProperty(TracingSwitch.ENDPOINT)
  ServerRequestObservationConvention createdInSpans() {
    return new CreatedInSpans();
  }

  @Bean
  FilterRegistrationBean<Filter> plainPaths() {
    return first(BEFORE_TOKENS, new PlainPaths());
  }

  @Bean
  FilterRegistrationBean<Filter> knownHosts(Reach reach) {
    return first(BEFORE_TOKENS + 1, new KnownHosts(reach.hosts()));
  }

  @Bean
  FilterRegistrationBean<Filter> foreignPages(NetworkAccess access) {
    return first(BEFORE_TOKENS + 2, new ForeignPages(access.origins()));
  }

  /**
   * Removes forwarding headers behind the valve of {@link TrustedProxies}: springdoc would believe
   * them from anybody, and fail on malformed ones.
   */
  @Bean
  FilterRegistrationBean<Filter> ownAddresses() {
    ForwardedHeaderFilter remover = new ForwardedHeaderFilter();
    remover.setRemoveOnly(true);
    FilterRegistrationBean<Filter> registration = first(Ordered.LOWEST_PRECEDENCE, remover);
    registration.addUrlPatterns("/v1/*", "/embed/*", "/v3/*", "/swagger-ui/*", "/swagger-ui.html");
    return registration;
  }

  /** Removes the path from disk metrics, which would reveal the working directory. */
  @Bean
  MeterFilter disksWithoutTheirPaths() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith("disk.") ? id.replaceTags(Tags.empty()) : id;
      }
    };
  }

  static FilterRegistrationBean<Filter> first(int order, Filter filter) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  @Bean
  @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
  HandlerMapping probesOnMainPort(WebEndpointsSupplier endpoints, EndpointMediaTypes types) {
    return new ProbesOnMainPort(endpoints.getEndpoints(), types);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> server(
      NetworkAccess access, ClientLimits limits, RequestTurns turns) {
    return server -> {
      if (!access.trustedProxies().isEmpty()) {
        server.addEngineValves(access.proxies().valve());
      }
      customize(server, access.headers(), limits, turns);
      server.setProtocol(SharedHttp11Protocol.class.getName());
      server.addConnectorCustomizers(
          connector ->
              ((SharedHttp11Protocol) connector.getProtocolHandler())
                  .share(limits.connectionsEach(), access.proxies()));
    };
  }

  /**
   * Adds headers and a problem also to Tomcat's own refusals, such as of malformed requests;
   * refuses malformed URLs; limits clients, with a thread for each admitted request and some to
   * refuse others. Virtual threads need no such number.
   */
  static void customize(
      TomcatServletWebServerFactory server,
      AnswerHeaders headers,
      ClientLimits limits,
      RequestTurns turns) {
    server.addEngineValves(new HeadersValve(headers), new ClientValve(limits, turns));
    // Otherwise Tomcat refuses TRACE itself and names methods that no operation here has.
    server.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    server.addContextCustomizers(
        context -> {
          ((StandardHost) context.getParent())
              .setErrorReportValveClass(ProblemReportValve.class.getName());
          context.getPipeline().addValve(new AddressValve());
        });
    server.addProtocolHandlerCustomizers(
        (Http11NioProtocol protocol) ->
            protocol.setMaxThreads(limits.requests() + THREADS_TO_REFUSE));
  }
}
