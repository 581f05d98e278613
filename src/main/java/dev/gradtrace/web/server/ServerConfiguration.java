package dev.gradtrace.web.server;

import dev.gradtrace.web.problem.ProblemReportValve;
import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;

/** The server of the contract. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  /** After what counts requests, which is next to the first, and before what asks for tokens. */
  private static final int BEFORE_TOKENS = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  Reach reach(ServerProperties server, NetworkAccess access, Environment settings) {
    return Reach.of(server.getAddress(), access, settings);
  }

  @Bean
  FilterRegistrationBean<Filter> replaceableHeaders(NetworkAccess access) {
    return first(
        Ordered.HIGHEST_PRECEDENCE, new ReplaceableHeaders(new AnswerHeaders(access.origins())));
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
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersOfTomcat(NetworkAccess access) {
    return server -> customize(server, new AnswerHeaders(access.origins()));
  }

  /**
   * Gives also what Tomcat refuses on its own, such as a malformed request, headers and a problem.
   */
  static void customize(TomcatServletWebServerFactory server, AnswerHeaders headers) {
    server.addEngineValves(new HeadersValve(headers));
    server.addContextCustomizers(
        context ->
            ((StandardHost) context.getParent())
                .setErrorReportValveClass(ProblemReportValve.class.getName()));
  }
}
