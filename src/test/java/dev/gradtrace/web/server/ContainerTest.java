package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service at all addresses of its machine, as the container starts it. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.address=0.0.0.0",
      "management.server.address=0.0.0.0",
      "gradtrace.security.allowed-hosts=gradtrace-1,[fd00::7]"
    })
class ContainerTest {

  private static final String CATALOGUE = "GET /v1/presets";

  @LocalServerPort private int port;
  @LocalManagementPort private int management;

  @Test
  void saysAtTheStartThatAnybodyMayUseIt(CapturedOutput output) {
    assertThat(output.getAll().lines().filter(line -> line.contains("TOKENSFILE")))
        .singleElement()
        .asString()
        .contains("localhost, gradtrace-1", "GRADTRACE_SECURITY_ALLOWEDHOSTS");
  }

  @Test
  void answersUnderItsNames() {
    for (String host : new String[] {"gradtrace-1:8080", "[fd00::7]:8080", "localhost:8080"}) {
      assertThat(RawHttp.send(port, CATALOGUE, "Host: " + host).status()).as(host).isEqualTo(200);
    }
    assertThat(RawHttp.send(port, CATALOGUE, "Host: gradtrace-2:8080").status()).isEqualTo(421);
  }

  @Test
  void tellsOperatorsWhateverTheyCallIt() {
    assertThat(RawHttp.send(management, "GET /actuator/prometheus", "Host: 10.0.0.7:8081").status())
        .isEqualTo(200);
  }

  @Test
  void answersByIpv6() throws IOException {
    InetAddress loopback = Inet6Address.getByName("::1");
    assumeTrue(
        Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
            .flatMap(NetworkInterface::inetAddresses)
            .anyMatch(loopback::equals),
        "the machine has no IPv6");
    assertThat(RawHttp.exchange(loopback, port, request("[::1]:" + port)).status()).isEqualTo(200);
    assertThat(RawHttp.exchange(loopback, port, request("[::2]:" + port)).status()).isEqualTo(421);
  }

  private static String request(String host) {
    return CATALOGUE + " HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n";
  }
}
