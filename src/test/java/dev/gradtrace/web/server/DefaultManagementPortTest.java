package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.mock.env.MockEnvironment;

class DefaultManagementPortTest {

  /** A loopback address that no other process uses. */
  private static final String ADDRESS = "127.0.0.77";

  private static final DeferredLogFactory LOGS =
      new DeferredLogFactory() {
        @Override
        public Log getLog(Supplier<Log> destination) {
          return destination.get();
        }
      };

  private static String port(MockEnvironment settings) {
    settings.setProperty("management.server.address", ADDRESS);
    new DefaultManagementPort(LOGS).postProcessEnvironment(settings, new SpringApplication());
    return settings.getProperty("management.server.port");
  }

  @Test
  void isThatBesideThePortOfTheContract() {
    assertThat(port(new MockEnvironment())).isEqualTo("8081");
    assertThat(port(new MockEnvironment().withProperty("server.port", "9000"))).isEqualTo("8081");
  }

  @Test
  void isAFreeOneWhereAnotherProcessHasThat() throws IOException {
    try (ServerSocket other = new ServerSocket(8081, 1, InetAddress.getByName(ADDRESS))) {
      assertThat(other.isBound()).isTrue();
      assertThat(port(new MockEnvironment())).isEqualTo("0");
    }
  }

  @Test
  void isAFreeOneWhereThePortOfTheContractIsOneOrTakesIt() {
    assertThat(port(new MockEnvironment().withProperty("server.port", "0"))).isEqualTo("0");
    assertThat(port(new MockEnvironment().withProperty("server.port", "8081"))).isEqualTo("0");
  }

  @Test
  void isTheOneThatASettingNames() {
    assertThat(port(new MockEnvironment().withProperty("management.server.port", "9001")))
        .isEqualTo("9001");
    assertThat(
            port(
                new MockEnvironment()
                    .withProperty("management.server.port", "-1")
                    .withProperty("server.port", "0")))
        .isEqualTo("-1");
  }
}
