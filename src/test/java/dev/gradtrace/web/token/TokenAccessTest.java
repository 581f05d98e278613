package dev.gradtrace.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What a service that asks for tokens answers to whom. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class TokenAccessTest {

  private static final String MOONS = "{\"generator\": {\"name\": \"moons\", \"samples\": 9}}";

  private static final String XOR =
      """
      {"network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic", "batch": {"dataset": {"id": "xor"}, "first": 4}}
      """;

  private static final String NAMED =
      "{\"name\": \"moons\", \"generator\": {\"name\": \"moons\", \"samples\": 9}}";

  private static final String JOB =
      """
      {"network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic", "dataset": {"id": "xor"},
       "optimizer": {"name": "sgd", "learningRate": 0.5}}
      """;

  private static final String EXPERIMENT =
      "{\"base\": "
          + JOB
          + ", \"factors\": [{\"pointer\": \"/cost\", \"values\": [\"quadratic\"]}]}";

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  private Service service;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry settings) throws IOException {
    TokenLines.require(settings, folder);
  }

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void asksForAToken() {
    HttpResponse<String> answer = service.get("/v1/training-jobs?limit=3");
    JsonNode problem = Refused.with(401, answer);
    assertThat(problem.get("instance").asString()).isEqualTo("/v1/training-jobs");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"gradtrace\"");
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/nothing",
        "/v1/datasets/iris",
        "/%76%31/datasets",
        "/v1/%64atasets",
        "/v1/gradients"
      })
  void asksEverywhere(String path) {
    Refused.with(401, service.get(path));
    Refused.with(401, service.get(path, "Authorization", "Basic YWRtaW46YWRtaW4="));
    assertThat(service.get(path, "Authorization", "Bearer " + TokenLines.READER).statusCode())
        .isNotIn(401, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/app.js",
        "/styles/base.css",
        "/v3/api-docs",
        "/swagger-ui/index.html",
        "/actuator/health/liveness",
        "/actuator/health/readiness"
      })
  void asksForNoneWhereNothingIsTold(String path) {
    assertThat(service.get(path).statusCode()).isEqualTo(200);
    assertThat(service.get(path, "Authorization", "Bearer nobody").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "a b", "ü", "Bearer", "", "=", "a,b"})
  void refusesWhatItDoesNotKnow(String token, CapturedOutput log) {
    String name = "0f1e2d3c" + token;
    HttpResponse<String> answer = as(name);
    Refused.with(401, answer);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
    assertThat(answer.body()).doesNotContain("0f1e2d3c");
    assertThat(log.getAll()).doesNotContain("0f1e2d3c");
  }

  @Test
  void takesATokenFromNowhereButItsField() {
    Refused.with(401, service.get("/v1/datasets?access_token=" + TokenLines.ADMIN));
    Refused.with(401, service.get("/v1/datasets", "Cookie", "token=" + TokenLines.ADMIN));
  }

  @Test
  void letsReadersLookButNotKeep() throws IOException, InterruptedException {
    assertThat(as(TokenLines.READER).statusCode()).isEqualTo(200);
    assertThat(post("/v1/gradients", XOR, TokenLines.READER).statusCode()).isEqualTo(200);
    assertThat(post("/v1/datasets/preview", MOONS, TokenLines.READER).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = post("/v1/datasets", MOONS, TokenLines.READER);
    JsonNode problem = Refused.with(403, answer);
    assertThat(problem.get("instance").asString()).isEqualTo("/v1/datasets");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"gradtrace:write\"");
    for (String path :
        new String[] {"/v1/datasets/iris", "/v1/training-jobs/x", "/v1/experiments/x"}) {
      Refused.with(403, send(path, "DELETE", TokenLines.READER));
    }
    for (String path : new String[] {"/v1/training-jobs/x/cancel", "/v1/experiments/x/cancel"}) {
      Refused.with(403, send(path, "POST", TokenLines.READER));
    }
  }

  @Test
  void refusesUploadsBeforeTheyAreRead() throws IOException, InterruptedException {
    Refused.with(401, service.upload("/v1/datasets", java.util.Map.of("file", new byte[] {1})));
    HttpRequest unfinished =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/datasets"))
            .header("Content-Type", "multipart/form-data; boundary=x")
            .header("Authorization", "Bearer " + TokenLines.READER)
            .POST(BodyPublishers.ofString("no part of a form"))
            .build();
    Refused.with(403, HttpClient.newHttpClient().send(unfinished, BodyHandlers.ofString()));
  }

  @Test
  void letsWritersChangeOnlyWhatTheyCreated() throws IOException, InterruptedException {
    String dataset = created("/v1/datasets", NAMED);
    String job = created("/v1/training-jobs", JOB);
    String experiment = created("/v1/experiments", EXPERIMENT);
    String seen = service.get(job, "Authorization", "Bearer " + TokenLines.OTHER_WRITER).body();
    assertThat(seen).contains("\"id\"");
    for (String path : new String[] {dataset, job, experiment}) {
      HttpResponse<String> answer = send(path, "DELETE", TokenLines.OTHER_WRITER);
      Refused.with(403, answer);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .contains("scope=\"gradtrace:admin\"");
    }
    for (String path : new String[] {job + "/cancel", experiment + "/cancel"}) {
      Refused.with(403, send(path, "POST", TokenLines.OTHER_WRITER));
    }
    Refused.with(404, send("/v1/training-jobs/x", "DELETE", TokenLines.OTHER_WRITER));
    Refused.with(409, send("/v1/datasets/iris", "DELETE", TokenLines.OTHER_WRITER));
    assertThat(send(job + "/cancel", "POST", TokenLines.WRITER).statusCode()).isIn(200, 409);
    assertThat(send(dataset, "DELETE", TokenLines.ADMIN).statusCode()).isEqualTo(204);
    assertThat(send(experiment + "/cancel", "POST", TokenLines.ADMIN).statusCode()).isIn(200, 409);
  }

  @Test
  void tellsInItsDocumentWhatEachOperationAsks() {
    JsonNode document = service.read("/v3/api-docs");
    assertThat(document.at("/components/securitySchemes/token/scheme").asString())
        .isEqualTo("bearer");
    document
        .get("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      assertThat(operation.at("/security/0/token").isArray()).isTrue();
                      assertThat(operation.at("/responses/401/headers/WWW-Authenticate").isObject())
                          .isTrue();
                      assertThat(operation.at("/responses/403/description").asString())
                          .startsWith("The role of the token is less than ");
                    }));
    assertThat(document.at("/paths/~1v1~1datasets/post/responses/403/description").asString())
        .contains("less than write", "another origin");
  }

  @Test
  void givesAKeysAnswerOnlyToWhoseKeyItIs() {
    String first = keyed(TokenLines.WRITER);
    assertThat(keyed(TokenLines.WRITER)).isEqualTo(first);
    assertThat(keyed(TokenLines.OTHER_WRITER)).isNotEqualTo(first);
  }

  private String keyed(String token) {
    HttpResponse<String> answer =
        service.post(
            "/v1/datasets", NAMED, "Authorization", "Bearer " + token, "Idempotency-Key", "one");
    return Service.body(answer, 201).get("id").asString();
  }

  private String created(String list, String body) {
    HttpResponse<String> answer = post(list, body, TokenLines.WRITER);
    return list + "/" + Service.body(answer, 201).get("id").asString();
  }

  private HttpResponse<String> as(String token) {
    return service.get("/v1/training-jobs", "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> post(String path, String body, String token) {
    return service.post(path, body, "Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(String path, String method, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
