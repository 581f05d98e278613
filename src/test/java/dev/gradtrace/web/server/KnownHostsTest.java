package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Under which names the service is asked, where no setting says otherwise. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class KnownHostsTest {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8080", "[::1]:8080", "lab.localhost"})
  void answersForThisMachine(String host) {
    assertThat(RawHttp.send(port, "GET /v1/catalogue", "Host: " + host).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/catalogue", "/", "/swagger-ui.html", "/v3/api-docs", "/v1/nothing"})
  void doesNotAnswerForANameThatAnybodyCanPointHere(String path) {
    RawHttp.Answer answer = RawHttp.send(port, "GET " + path, "Host: evil.example");
    assertThat(answer.status()).isEqualTo(421);
    assertThat(answer.field("Content-Type").get(0)).startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"status\":421", "\"instance\"").doesNotContain("evil");
  }

  @Test
  void answersForNoContainerUnlessToldTo() {
    assertThat(RawHttp.send(port, "GET /v1/catalogue", "Host: gradtrace-1:8080").status())
        .isEqualTo(421);
  }

  @Test
  void answersWhereNoBrowserAsks() {
    assertThat(RawHttp.exchange(port, "GET /v1/catalogue HTTP/1.0\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void repeatsTheHostNowhere() {
    RawHttp.Answer answer =
        RawHttp.send(port, "GET /v3/api-docs/swagger-config", "Host: lab.localhost");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("lab.localhost");
    assertThat(RawHttp.send(port, "GET /v3/api-docs", "Host: lab.localhost").body())
        .doesNotContain("lab.localhost");
    assertThat(RawHttp.send(port, "GET /swagger-ui.html", "Host: lab.localhost").head().toString())
        .doesNotContain("lab.localhost");
  }
}
