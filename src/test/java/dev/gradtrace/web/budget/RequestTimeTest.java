package dev.gradtrace.web.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Requests that would compute many times longer than allowed. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.budget.request-time=20ms")
class RequestTimeTest {

  private static final String DIGITS =
      """
      {"network": {"inputs": 64, "layers": [{"units": 300, "activation": "gelu", "repeat": 3},
          {"units": 10, "activation": "softmax"}]},
       "cost": "categorical_cross_entropy", "batch": {"dataset": {"id": "digits"}, "first": 1797},
       "include": ["%s"]}
      """;

  private static final String JOB =
      """
      {"network": {"inputs": 64, "layers": [{"units": 800, "activation": "relu", "repeat": 3},
          {"units": 10, "activation": "softmax"}]},
       "cost": "categorical_cross_entropy", "dataset": {"id": "digits"}, "epochs": 1,
       "optimizer": {"name": "sgd"}}
      """;

  @LocalServerPort private int port;
  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void leavesWhatIsQuickAlone() {
    String quick = DIGITS.formatted("outputs").replace("1797", "2");
    awaitAnswer(() -> service.post("/v1/gradients", quick), 200);
  }

  @Test
  void endsAForecastOfManyLayers() {
    String blocks =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    "{\"residual\": [{\"units\": 2, \"activation\": \"gelu\"}], \"scale\": 0.%s}"
                        .formatted(100 + i))
            .collect(Collectors.joining(", "));
    requireEnded(
        service.post(
            "/v1/forecast",
            """
            {"network": {"inputs": 2, "layers": [%s, {"units": 1, "activation": "linear"}]},
             "inputCorrelation": 0.3}
            """
                .formatted(blocks)));
  }

  @Test
  void endsACheckOfManyDirections() {
    requireEnded(service.post("/v1/gradients", DIGITS.formatted("gradient_check")));
  }

  @Test
  void endsSingularValuesOfManySamples() {
    requireEnded(service.post("/v1/gradients", DIGITS.formatted("singular_values")));
  }

  @Test
  void endsTheReadingOfAFileOfManyRows() {
    byte[] rows = "0.25,0.5,1\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    requireEnded(service.upload("/v1/datasets/upload/preview", Map.of("file", rows)));
  }

  @Test
  void endsPredictionsOfManySamples() {
    String created = awaitAnswer(() -> service.post("/v1/training-jobs", JOB), 201);
    JsonNode job = service.finished(Service.json(created).get("id").asString());
    String sample = "[" + "0.5,".repeat(63) + "0.5]";
    String inputs = String.join(",", Collections.nCopies(20_000, sample));
    requireEnded(
        service.post(
            "/v1/training-jobs/%s/predictions".formatted(job.get("id").asString()),
            "{\"inputs\": [%s]}".formatted(inputs)));
  }

  /** The first request may take long, since classes and built-in data are loaded. */
  private static String awaitAnswer(Supplier<HttpResponse<String>> request, int status) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(request::get, answer -> answer.statusCode() == status)
        .body();
  }

  private static void requireEnded(HttpResponse<String> answer) {
    JsonNode problem = Refused.with(503, answer);
    assertThat(problem.get("detail").asString()).contains("that a request may compute");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
