package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Health and metrics, at a port of their own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ManagementPortTest {

  private static final String METRICS = "GET /actuator/prometheus";

  @LocalServerPort private int port;
  @LocalManagementPort private int management;

  @ParameterizedTest
  @ValueSource(strings = {"", "/liveness", "/readiness"})
  void tellsHealthAtBothPorts(String group) {
    assertThat(management).isNotEqualTo(port);
    RawHttp.Answer here = RawHttp.send(management, "GET /actuator/health" + group);
    RawHttp.Answer there = RawHttp.send(port, "GET /actuator/health" + group);
    assertThat(here.status()).isEqualTo(200);
    assertThat(there.status()).isEqualTo(200);
    assertThat(there.body()).isEqualTo(here.body()).contains("\"UP\"");
  }

  @Test
  void tellsHealthToWhoeverAsksByAddress() {
    assertThat(RawHttp.send(port, "GET /actuator/health/liveness", "Host: 10.0.0.7").status())
        .isEqualTo(200);
    assertThat(RawHttp.send(management, "GET /actuator/health/liveness", "Host: pod-7").status())
        .isEqualTo(200);
  }

  @Test
  void hasTheMetricsOfTheService() {
    assertThat(RawHttp.send(management, METRICS).body()).contains("gradtrace_workers ");
    assertThat(RawHttp.send(management, METRICS, "Host: evil.example").status()).isEqualTo(421);
  }

  @Test
  void tellsNobodyWhereItsFilesAre() {
    for (int server : new int[] {port, management}) {
      assertThat(RawHttp.send(server, METRICS).body())
          .contains("disk_free_bytes ")
          .doesNotContain(System.getProperty("user.dir"))
          .doesNotContain(System.getProperty("user.home") + "/");
    }
  }

  @Test
  void hasTheMetricsAtThePortOfTheContractForThisMachineAlone() {
    assertThat(RawHttp.send(port, METRICS).body()).contains("gradtrace_workers ");
    assertThat(RawHttp.send(port, METRICS, "Accept: text/plain").field("Content-Type").get(0))
        .startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "Forwarded: for=127.0.0.1",
        "Via: 1.1 proxy",
        "X-Real-IP: 127.0.0.1"
      })
  void hasNoMetricsForWhoeverComesThroughAProxy(String field) {
    RawHttp.Answer answer = RawHttp.send(port, METRICS, field);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("\"status\":404").doesNotContain("gradtrace_workers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator;x/prometheus",
        "/actuator;/prometheus",
        "/actuator/prometheus;x",
        "/;x/actuator/prometheus",
        "/actuator%3bx/prometheus",
        "/actuator%2Fprometheus",
        "/x/../actuator/prometheus",
        "/x/%2E%2e/actuator/prometheus",
        "/./actuator/prometheus",
        "/v1/catalogue;jsessionid=1",
        "/actuator/health/..;/prometheus"
      })
  void refusesPathsThatPassTheRulesOfProxies(String path) {
    for (int server : new int[] {port, management}) {
      RawHttp.Answer answer = RawHttp.send(server, "GET " + path);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.field("Content-Type").get(0)).startsWith("application/problem+json");
      assertThat(answer.body()).doesNotContain("gradtrace_workers");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator",
    "/actuator/env",
    "/actuator/beans",
    "/actuator/heapdump",
    "/v1/catalogue"
  })
  void hasNothingElse(String path) {
    RawHttp.Answer answer = RawHttp.send(management, "GET " + path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("Content-Type").get(0)).startsWith("application/problem+json");
    assertThat(answer.body()).doesNotContain("http://").doesNotContain("timestamp");
  }
}
