package dev.gradtrace.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What pages of other origins may have a browser send, and read. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "gradtrace.security.allowed-origins=https://lab.example.org",
      "gradtrace.security.allowed-hosts=gradtrace-1,gradtrace.example.org"
    })
class ForeignPagesTest {

  private static final String LAB = "Origin: https://lab.example.org";
  private static final String EVIL = "Origin: https://evil.example";

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "POST /v1/training-jobs/nothing/cancel",
    "POST /v1/gradients",
    "POST /v1/datasets",
    "POST /v1/networks/import",
    "POST /v1/training-jobs/nothing/remedies",
    "DELETE /v1/training-jobs/nothing",
    "PATCH /v1/training-jobs/nothing",
    "PUT /v1/training-jobs/nothing"
  })
  void mayChangeNothing(String request) {
    for (String field :
        new String[] {
          EVIL,
          "Origin: null",
          "Origin: https://lab.example.org.evil.example",
          "Origin: http://lab.example.org",
          "Origin: https://localhost.evil.example:" + port,
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site"
        }) {
      RawHttp.Answer answer = RawHttp.send(port, request, field);
      assertThat(answer.status()).as(field).isEqualTo(403);
      assertThat(answer.field("Content-Type").get(0)).startsWith("application/problem+json");
      assertThat(answer.field("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.body()).doesNotContain("evil");
    }
  }

  @Test
  void readNothing() {
    RawHttp.Answer answer = RawHttp.send(port, "GET /v1/catalogue", EVIL);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.field("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
  }

  @Test
  void areToldSoWhenTheyAskFirst() {
    RawHttp.Answer answer =
        RawHttp.send(port, "OPTIONS /v1/gradients", EVIL, "Access-Control-Request-Method: POST");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.field("Content-Type").get(0)).startsWith("application/problem+json");
    assertThat(answer.field("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void mayDoEverythingFromAnAllowedOrigin() {
    RawHttp.Answer first =
        RawHttp.send(
            port,
            "OPTIONS /v1/training-jobs",
            LAB,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization, content-type, idempotency-key");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.field("Access-Control-Allow-Origin"))
        .containsExactly("https://lab.example.org");
    assertThat(first.field("Access-Control-Allow-Methods").get(0)).contains("post", "delete");
    assertThat(first.field("Access-Control-Allow-Headers").get(0))
        .contains("authorization", "idempotency-key");
    RawHttp.Answer second =
        RawHttp.send(
            port,
            "POST /v1/training-jobs/nothing/cancel",
            LAB,
            "Sec-Fetch-Site: cross-site",
            "Content-Length: 0");
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.field("Access-Control-Allow-Origin"))
        .containsExactly("https://lab.example.org");
    assertThat(second.field("Access-Control-Expose-Headers").get(0)).contains("location");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:PORT", "127.0.0.1:PORT", "gradtrace.example.org", "gradtrace-1:80"})
  void areNotForeignUnderEachNameOfTheService(String name) {
    String host = name.replace("PORT", Integer.toString(port));
    for (String scheme : new String[] {"http://", "https://"}) {
      assertThat(
              RawHttp.send(
                      port,
                      "DELETE /v1/training-jobs/nothing",
                      "Host: " + host,
                      "Origin: " + scheme + host)
                  .status())
          .isEqualTo(404);
    }
    assertThat(
            RawHttp.send(
                    port,
                    "DELETE /v1/training-jobs/nothing",
                    "Host: " + host,
                    "Origin: https://public.example.org",
                    "Sec-Fetch-Site: same-origin")
                .status())
        .isEqualTo(404);
  }

  @Test
  void areNoneWhereNoBrowserAsks() {
    assertThat(RawHttp.send(port, "DELETE /v1/training-jobs/nothing").status()).isEqualTo(404);
  }

  @Test
  void mayShowTheServiceInAFrameFromAnAllowedOrigin() {
    RawHttp.Answer page = RawHttp.send(port, "GET /");
    assertThat(page.field("X-Frame-Options")).isEmpty();
    assertThat(page.field("Content-Security-Policy").get(0))
        .endsWith("frame-ancestors 'self' https://lab.example.org");
  }
}
