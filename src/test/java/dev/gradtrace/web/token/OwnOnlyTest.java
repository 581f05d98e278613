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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Where everybody sees only what they created. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.security.own-only=true")
class OwnOnlyTest {

  private static final String NETWORK =
      "\"network\": {\"inputs\": 2, \"layers\": [{\"units\": 1, \"activation\": \"sigmoid\"}]}";

  private static final String DATASET =
      """
      {"name": "mine", "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]]}
      """;

  private static final String JOB =
      "{"
          + NETWORK
          + """
          , "cost": "quadratic", "dataset": {"id": "DATA"},
           "optimizer": {"name": "sgd", "learningRate": 0.5}}
          """;

  private static final String EXPERIMENT =
      "{\"base\": "
          + JOB
          + ", \"factors\": [{\"pointer\": \"/cost\", \"values\": [\"quadratic\"]}]}";

  private static final String OBSERVED =
      "{"
          + NETWORK
          + ", \"cost\": \"quadratic\", \"batch\": {\"inputs\": [[0, 1]], \"targets\": [[1]]}}";

  /** Where a request names data: the path, and what to write for the word DATA. */
  private static final Map<String, String> BODIES =
      Map.of(
          "gradient",
          "{"
              + NETWORK
              + ", \"cost\": \"quadratic\", \"batch\": {\"dataset\": {\"id\": \"DATA\"}}}",
          "comparison",
          "{"
              + NETWORK
              + ", \"costs\": [\"quadratic\", \"mean_squared_error\"],"
              + " \"batch\": {\"dataset\": {\"id\": \"DATA\"}}}",
          "job",
          JOB,
          "validation",
          JOB.replace("DATA", "xor")
              .replace("\"cost\"", "\"validation\": {\"id\": \"DATA\"}, \"cost\""),
          "experiment",
          EXPERIMENT,
          "factor",
          EXPERIMENT
              .replace("DATA", "xor")
              .replace("/cost", "/dataset/id")
              .replace("[\"quadratic\"]", "[\"DATA\"]"),
          "validations",
          EXPERIMENT
              .replace("DATA", "xor")
              .replace("\"cost\"", "\"validation\": {\"id\": \"xor\"}, \"cost\"")
              .replace("/cost", "/validation/id")
              .replace("[\"quadratic\"]", "[\"DATA\"]"),
          "reference",
          "{\"id\": \"DATA\"}");

  @TempDir private static Path folder;

  @LocalServerPort private int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mappings;

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
  void whatIsAnothersIsAtNoAddress() throws IOException, InterruptedException {
    String dataset = created("/v1/datasets", DATASET);
    String job = created("/v1/training-jobs", JOB.replace("DATA", dataset));
    String experiment = created("/v1/experiments", EXPERIMENT.replace("DATA", dataset));
    String cell =
        read("/v1/experiments/" + experiment, TokenLines.WRITER).at("/runs/0/jobId").asString();
    String observed = created("/v1/observed-runs", OBSERVED);
    Map<String, List<String>> theirs =
        Map.of(
            "/v1/datasets/{id}", List.of(dataset),
            "/v1/training-jobs/{id}", List.of(job, cell),
            "/v1/observed-runs/{id}", List.of(observed),
            "/embed/training-jobs/{id}", List.of(job, cell, observed),
            "/v1/experiments/{id}", List.of(experiment));
    int asked = 0;
    for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
      for (String path : mapping.getPatternValues()) {
        for (String id : theirs.getOrDefault(kind(path), List.of())) {
          assertIsNowhere(mapping, path, id);
          asked++;
        }
      }
    }
    assertThat(asked).isGreaterThan(45);
    assertThat(read("/v1/training-jobs/" + cell, TokenLines.WRITER).get("id").asString())
        .isEqualTo(cell);
    assertThat(read("/v1/training-jobs/" + job, TokenLines.ADMIN).get("id").asString())
        .isEqualTo(job);
  }

  /** The answer is that of an id that nobody ever had. */
  private void assertIsNowhere(RequestMappingInfo mapping, String path, String id)
      throws IOException, InterruptedException {
    String named = path.replace("{chart}", "loss_curve").replace("{step}", "1");
    for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
      JsonNode known = Refused.with(404, as(method, named.replace("{id}", id), mapping));
      JsonNode unknown = Refused.with(404, as(method, named.replace("{id}", "none"), mapping));
      assertThat(known.get("detail").asString().replace(id, "none"))
          .as("%s %s", method, path)
          .isEqualTo(unknown.get("detail").asString());
    }
  }

  @Test
  void listsShowWhatIsOnesOwn() {
    Map<String, String> bodies =
        Map.of(
            "/v1/datasets", DATASET,
            "/v1/training-jobs", JOB.replace("DATA", "xor"),
            "/v1/experiments", EXPERIMENT.replace("DATA", "xor"));
    bodies.forEach(
        (list, body) -> {
          String id = created(list, body);
          assertThat(ids(list, TokenLines.WRITER)).contains(id);
          assertThat(ids(list, TokenLines.ADMIN)).contains(id);
          assertThat(ids(list, TokenLines.OTHER_WRITER)).doesNotContain(id);
        });
    assertThat(ids("/v1/datasets", TokenLines.OTHER_WRITER)).contains("iris", "xor");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/gradients, gradient, 200",
    "/v1/gradients/compare, comparison, 200",
    "/v1/observed-runs, gradient, 201",
    "/v1/diagnoses, job, 200",
    "/v1/diagnoses, validation, 200",
    "/v1/learning-rate-tests, job, 200",
    "/v1/learning-rate-tests, validation, 200",
    "/v1/training-steps, job, 200",
    "/v1/training-steps, validation, 200",
    "/v1/training-jobs, job, 201",
    "/v1/training-jobs, validation, 201",
    "/v1/experiments, experiment, 201",
    "/v1/experiments, factor, 201",
    "/v1/experiments, validations, 201",
    "/v1/datasets/preview, reference, 200"
  })
  void dataOfOthersCannotBeNamed(String path, String kind, int status) {
    String dataset = created("/v1/datasets", DATASET);
    String body = BODIES.get(kind);
    Service.body(post(path, body.replace("DATA", dataset), TokenLines.WRITER), status);
    Service.body(post(path, body.replace("DATA", "xor"), TokenLines.OTHER_WRITER), status);
    HttpResponse<String> known = post(path, body.replace("DATA", dataset), TokenLines.OTHER_WRITER);
    HttpResponse<String> unknown =
        post(path, body.replace("DATA", "none"), TokenLines.OTHER_WRITER);
    Refused.with(422, known);
    assertThat(known.body().replace(dataset, "none")).isEqualTo(unknown.body());
  }

  private static String kind(String path) {
    return path.substring(0, path.indexOf("{id}") < 0 ? 0 : path.indexOf("{id}") + 4);
  }

  private List<String> ids(String list, String token) {
    List<String> ids = new ArrayList<>();
    read(list + "?limit=100", token).get("data").forEach(one -> ids.add(one.get("id").asString()));
    return ids;
  }

  private String created(String list, String body) {
    return Service.body(post(list, body, TokenLines.WRITER), 201).get("id").asString();
  }

  private JsonNode read(String path, String token) {
    return Service.body(service.get(path, "Authorization", "Bearer " + token), 200);
  }

  private HttpResponse<String> post(String path, String body, String token) {
    return service.post(path, body, "Authorization", "Bearer " + token);
  }

  /** Asks as another writer, for a form and with a body that the operation knows. */
  private HttpResponse<String> as(RequestMethod method, String path, RequestMappingInfo mapping)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Authorization", "Bearer " + TokenLines.OTHER_WRITER)
            .header("Content-Type", "application/json")
            .method(method.name(), BodyPublishers.ofString("{\"inputs\": [[0, 1]]}"));
    mapping.getProducesCondition().getProducibleMediaTypes().stream()
        .findFirst()
        .ifPresent(kind -> request.header("Accept", kind.toString()));
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
