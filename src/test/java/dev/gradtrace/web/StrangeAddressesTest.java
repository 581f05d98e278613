package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Addresses that cannot be read, and senders that leave: the service says so and logs nothing. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class StrangeAddressesTest {

  private static final String FORM = "multipart/form-data; boundary=B";

  private static final String FILE =
      "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\na,y\n1,2\n";

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"=1", "after=%FF", "x=%zz", "%C0%AF=1", "limit=1&x=%", "=", "a=1&=&b"})
  void refusesAQueryThatCannotBeReadOnEveryOperation(String query, CapturedOutput log) {
    for (String operation : operations()) {
      String[] parts = operation.split(" ");
      String answer = send(parts[0], parts[1] + "?" + query);
      assertThat(answer).as(operation + "?" + query).startsWith("HTTP/1.1 400 ");
      assertThat(problem(answer).at("/instance").asString()).isEqualTo(parts[1]);
    }
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  /** Headers of proxies and browsers, and those that select an answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Port: x",
        "X-Forwarded-Host: [::1",
        "X-Forwarded-Host: evil.example:x",
        "X-Forwarded-Proto: {x}",
        "X-Forwarded-Prefix: //evil.example/%zz",
        "Forwarded: host=evil.example:x;proto={}",
        "Accept: ;;",
        "Accept: \u00ff",
        "Range: bytes=99999999999999999999-",
        "If-None-Match: \"",
        "If-Modified-Since: Thu, 99 Xxx 99999 99:99:99 GMT",
        "Last-Event-ID: %ff",
        "Idempotency-Key: \u00ff",
        "Origin: \u00ff",
        "traceparent: 00-0-0-zz"
      })
  void isNeverAtFaultWhateverAFieldSays(String field, CapturedOutput log) {
    for (String operation : operations()) {
      String[] parts = operation.split(" ");
      String method = parts[0].equals("UPLOAD") ? "POST" : parts[0];
      String answer =
          new Wire(port)
              .answer(
                  "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                          .formatted(method, parts[1], field)
                      + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(answer).as(operation + " " + field).matches("(?s)HTTP/1.1 [234].*");
      assertThat(answer).as(operation + " " + field).doesNotContain("evil");
    }
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @Test
  void refusesMoreParametersThanAThousand(CapturedOutput log) {
    String thousand =
        IntStream.range(0, 1000).mapToObj(i -> "a" + i).collect(Collectors.joining("&"));
    for (String path : List.of("/v1/datasets", "/v1/catalogue", "/actuator/health", "/")) {
      String few = send("GET", path + "?" + thousand);
      if (path.startsWith("/v1/")) {
        assertThat(problem(few).get("detail").asString()).contains("/a0 is unknown");
      } else {
        assertThat(few).startsWith("HTTP/1.1 200 ");
      }
      String answer = send("GET", path + "?" + thousand + "&b");
      assertThat(answer).startsWith("HTTP/1.1 400 ");
      assertThat(problem(answer).get("detail").asString()).contains("1000");
    }
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/datasets/a%00b",
        "/v1/datasets/%ff",
        "/v1/training-jobs/%c0%af/events",
        "/v1/datasets/%zz",
        "/v1/datasets/a%2fb",
        "/v1/datasets/%2e%2e",
        "//"
      })
  void refusesAPathThatCannotBeRead(String path, CapturedOutput log) {
    String answer = send("GET", path);
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(problem(answer).get("instance").asString())
        .startsWith(path.equals("//") ? "/" : path.substring(0, path.indexOf('a', 3)))
        .matches("[!-~]+");
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  /** Tomcat stops parsing within such a line, so the path is unknown. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/datasets?x=\u00ff", "/v1/datasets/a\u0080b", "/v1/data|sets"})
  void refusesBytesThatNoAddressMayHold(String target, CapturedOutput log) {
    String answer = send("GET", target);
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(problem(answer).get("detail").asString()).isNotBlank();
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @ParameterizedTest
  @CsvSource({"/v1/datasets/a%0ab, 400", "/v1/experiments/%1b%5b31m, 404", "//a:b/, 400"})
  void findsNothingUnderOddIds(String path, int status, CapturedOutput log) {
    String answer = send("GET", path);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(problem(answer).get("instance").asString()).isEqualTo(path);
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png", "application/json", "text/event-stream", "a"})
  void hasThePageAtTheRootWhateverIsAccepted(String accepted, CapturedOutput log) {
    String head = "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: " + accepted;
    assertThat(new Wire(port).answer("GET / %s\r\n\r\n".formatted(head)))
        .startsWith("HTTP/1.1 200 ")
        .contains("<!doctype html>");
    assertThat(new Wire(port).answer("HEAD / %s\r\n\r\n".formatted(head)))
        .startsWith("HTTP/1.1 200 ");
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%zz", "=1", "a=%ff"})
  void readsNoForms(String body, CapturedOutput log) {
    String type = "application/x-www-form-urlencoded";
    assertThat(new Wire(port).answer("POST", "/v1/datasets", type, body))
        .startsWith("HTTP/1.1 415 ");
    assertThat(new Wire(port).answer("POST", "/", type, body)).startsWith("HTTP/1.1 405 ");
    assertThat(log).doesNotContain("ERROR", "WARN", "Exception");
  }

  @Test
  void saysNothingOfSendersThatLeave(CapturedOutput log) {
    for (String path : List.of("/v1/datasets", "/v1/networks/import")) {
      new Wire(port).abort(post(path, FORM) + FILE);
    }
    new Wire(port).abort(post("/v1/networks/import", "application/octet-stream") + "abc");
    new Wire(port).abort(post("/v1/gradients", "application/json") + "{\"network\":");
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .until(() -> !log.toString().matches("(?s).*(ERROR|WARN|Exception).*"));
  }

  private static String post(String path, String type) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: 100000\r\n\r\n"
        .formatted(path, type);
  }

  private String send(String method, String target) {
    Wire wire = new Wire(port);
    return switch (method) {
      case "POST" -> wire.answer(method, target, "application/json", "{}");
      case "UPLOAD" -> wire.answer("POST", target, FORM, FILE + "\r\n--B--\r\n");
      default -> wire.answer(method, target);
    };
  }

  private static JsonNode problem(String answer) {
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
    return Service.json(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
  }

  /** Method and path of every operation. */
  private List<String> operations() {
    List<String> operations =
        new ArrayList<>(
            List.of(
                "GET /",
                "GET /index.html",
                "GET /nothing",
                "GET /error",
                "GET /v3/api-docs",
                "GET /swagger-ui/index.html",
                "GET /actuator",
                "GET /actuator/health",
                "GET /actuator/health/liveness",
                "GET /actuator/prometheus",
                "UPLOAD /v1/datasets",
                "UPLOAD /v1/networks/import"));
    for (Map.Entry<String, JsonNode> path :
        new Service(port).read("/v3/api-docs").get("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        operations.add(
            method.toUpperCase(Locale.ROOT) + " " + path.getKey().replaceAll("\\{\\w+}", "iris"));
      }
    }
    assertThat(operations).hasSizeGreaterThan(40);
    return operations;
  }
}
