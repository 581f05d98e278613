package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every answer says to browsers. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class AnswerHeadersTest {

  private static final String JOB =
      """
      {'network': {'inputs': 2, 'layers': [{'units': 1, 'activation': 'sigmoid'}]},
       'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'epochs': 3, 'optimizer': {'name': 'sgd'}}
      """;

  @LocalServerPort private int port;
  @LocalManagementPort private int management;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /app.js",
        "GET /icon.svg",
        "GET /swagger-ui.html",
        "GET /swagger-ui/index.html",
        "GET /v3/api-docs",
        "GET /v3/api-docs/swagger-config",
        "GET /v1/catalogue",
        "HEAD /v1/catalogue",
        "OPTIONS /v1/gradients",
        "GET /v1/nothing",
        "GET /nothing",
        "GET /v1/datasets?limit=x",
        "GET /v1/datasets?after=%zz",
        "GET /error",
        "GET /META-INF/MANIFEST.MF",
        "POST /v1/gradients",
        "PUT /v1/gradients",
        "TRACE /",
        "GET /v1/%zz",
        "GET /v1/cata|logue",
        "GET /actuator/health"
      })
  void areThereWhateverIsAsked(String request) {
    requireProtection(RawHttp.send(port, request));
    requireProtection(RawHttp.send(management, request));
  }

  @Test
  void areThereWhenTheHostIsWrongOrThePage() {
    requireProtection(RawHttp.send(port, "GET /", "Host: evil.example"));
    requireProtection(RawHttp.send(port, "POST /v1/gradients", "Origin: https://evil.example"));
    requireProtection(RawHttp.exchange(port, "GET / HTTP/9.9\r\nHost: x\r\n\r\n"));
  }

  @Test
  void sayThatAnAnswerMayBeCompressedWhetherItIsOrNot() {
    RawHttp.Answer plain = RawHttp.send(port, "GET /v1/catalogue");
    RawHttp.Answer packed = RawHttp.send(port, "GET /v1/catalogue", "Accept-Encoding: gzip");
    assertThat(plain.field("Content-Encoding")).isEmpty();
    assertThat(packed.field("Content-Encoding")).containsExactly("gzip");
    assertThat(plain.field("Vary")).singleElement().asString().contains("accept-encoding");
    assertThat(packed.field("Vary")).singleElement().asString().contains("accept-encoding");
  }

  private static void requireProtection(RawHttp.Answer answer) {
    assertThat(answer.field("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.field("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.field("X-Frame-Options")).containsExactly("deny");
    assertThat(answer.field("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
    assertThat(answer.field("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    assertThat(answer.field("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe-eval")
        .doesNotContain("*");
  }

  @Test
  void letPicturesAndStreamsRunNothing() {
    String job =
        "/v1/training-jobs/" + new Service(port).train(Service.json(JOB)).get("id").asString();
    for (String kind : new String[] {"image/svg+xml", "text/csv", "application/json"}) {
      requireData(RawHttp.send(port, "GET " + job + "/loss-curve", "Accept: " + kind));
    }
    requireData(RawHttp.send(port, "GET " + job + "/events", "Accept: text/event-stream"));
  }

  private static void requireData(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    requireProtection(answer);
    assertThat(answer.field("Content-Security-Policy").get(0))
        .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
    assertThat(answer.field("Cache-Control")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"/v1/catalogue, no-store", "/v1/nothing, no-store", "/app.js, no-cache"})
  void keepWhatUsersStoreOutOfCaches(String path, String policy) {
    assertThat(RawHttp.send(port, "GET " + path).field("Cache-Control")).containsExactly(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/app.js", "/styles/base.css", "/charts/chart.js"})
  void aFileOfThePageIsKnownByItsContent(String path) {
    RawHttp.Answer first = RawHttp.send(port, "GET " + path, "Accept-Encoding: gzip");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.field("Content-Encoding")).containsExactly("gzip");
    String tag = first.field("ETag").get(0);
    String known = "If-None-Match: " + tag.replaceFirst("^w/", "W/");
    RawHttp.Answer again = RawHttp.send(port, "GET " + path, known);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    RawHttp.Answer other = RawHttp.send(port, "GET " + path, "If-None-Match: W/\"older\"");
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.field("ETag")).containsExactly(tag);
  }

  @Test
  void theDateOfAnArchiveDoesNotStandForItsContent() {
    String later = "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT";
    RawHttp.Answer changed = RawHttp.send(port, "GET /app.js", later, "If-None-Match: W/\"older\"");
    assertThat(changed.status()).isEqualTo(200);
  }
}
