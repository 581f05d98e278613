package dev.gradtrace.web.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The default of the management port: 8081, or a free port if 8081 is taken or the main port is a
 * random one.
 */
final class DefaultManagementPort implements EnvironmentPostProcessor, Ordered {

  private static final String PORT = "management.server.port";
  private static final int PREFERRED = 8081;
  private static final int ANY_FREE = 0;

  private final Log log;

  DefaultManagementPort(DeferredLogFactory logs) {
    this.log = logs.getLog(DefaultManagementPort.class);
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.containsProperty(PORT)) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("managementPort", Map.of(PORT, port(environment))));
    }
  }

  private int port(ConfigurableEnvironment environment) {
    int main = environment.getProperty("server.port", Integer.class, 8080);
    if (main == ANY_FREE) {
      return ANY_FREE;
    }
    if (main == PREFERRED || !isFree(environment.getProperty("management.server.address"))) {
      log.warn(
          "Port 8081 is taken: health and metrics get a free one, which follows in this log."
              + " MANAGEMENT_SERVER_PORT sets another.");
      return ANY_FREE;
    }
    return PREFERRED;
  }

  private static boolean isFree(@Nullable String address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(address), PREFERRED));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** After the settings files have been read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
