package dev.gradtrace.web.server;

import dev.gradtrace.budget.RequestTurns;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/**
 * The management server. Not annotated as a configuration: Spring Boot's separate management
 * context imports it by name. It has its own threads, which API requests cannot exhaust.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementServerConfiguration {

  private static final ClientLimits LIMITS =
      new ClientLimits(20, 10, Integer.MAX_VALUE, DataSize.ofKilobytes(1), Duration.ofSeconds(10));

  @Bean
  FilterRegistrationBean<Filter> plainManagementPaths() {
    return ServerConfiguration.first(Ordered.HIGHEST_PRECEDENCE, new PlainPaths());
  }

  /**
   * Hosts of this machine if the server is bound to it; else any, as the operator restricts access.
   */
  @Bean
  FilterRegistrationBean<Filter> knownManagementHosts(
      ManagementServerProperties management, NetworkAccess access) {
    boolean local = management.getAddress() != null && management.getAddress().isLoopbackAddress();
    List<String> named = access.allowedHosts();
    Hosts hosts = new Hosts(local ? named == null ? List.of() : named : List.of(Hosts.ANY));
    return ServerConfiguration.first(Ordered.HIGHEST_PRECEDENCE + 1, new KnownHosts(hosts));
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> managementServer(RequestTurns turns) {
    return server -> {
      AnswerHeaders headers = new NetworkAccess(null, List.of(), List.of(), List.of()).headers();
      ServerConfiguration.customize(server, headers, LIMITS, turns);
      server.setErrorPages(Set.of());
      server.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(null));
    };
  }
}
