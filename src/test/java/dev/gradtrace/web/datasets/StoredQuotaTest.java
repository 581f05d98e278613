package dev.gradtrace.web.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever way something is sent, what is kept of it counts. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:h2:mem:quota;DB_CLOSE_DELAY=-1",
      "gradtrace.datasets.max-stored-values=1000",
      "gradtrace.limits.stored-bytes=100KB"
    })
class StoredQuotaTest {

  private static final String ROWS =
      "\"inputs\": [%s], \"targets\": [%s]"
          .formatted(
              IntStream.range(0, 600).mapToObj(i -> "[1]").collect(Collectors.joining(",")),
              IntStream.range(0, 600).mapToObj(i -> "[0]").collect(Collectors.joining(",")));

  private static final String NETWORK =
      """
      "network": {"inputs": 1, "layers": [{"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic", "optimizer": {"name": "sgd"}, "epochs": 1
      """;

  @LocalServerPort private int port;

  @Test
  void refusesRowsOfADataset() {
    assertFull(service().post("/v1/datasets", "{\"name\": \"rows\", " + ROWS + "}"));
  }

  @Test
  void refusesRowsOfAJob() {
    String job = "{%s, \"dataset\": {%s}}".formatted(NETWORK, ROWS);
    assertFull(service().post("/v1/training-jobs", job));
  }

  @Test
  void refusesRowsOfAnExperiment() {
    String base = "{%s, \"dataset\": {%s}}".formatted(NETWORK, ROWS);
    assertFull(
        service().post("/v1/experiments", "{\"base\": %s, \"seeds\": [1, 2]}".formatted(base)));
  }

  @Test
  void refusesRowsToValidateBy() {
    String job = "{%s, \"dataset\": {\"inputs\": [[1]], \"targets\": [[0]]}".formatted(NETWORK);
    assertFull(
        service().post("/v1/training-jobs", "%s, \"validation\": {%s}}".formatted(job, ROWS)));
  }

  @Test
  void refusesNames() {
    StringBuilder csv = new StringBuilder("x,label\n");
    IntStream.range(0, 300)
        .forEach(i -> csv.append(i).append(',').append("c".repeat(190)).append(i).append('\n'));
    assertFull(
        service()
            .upload(
                "/v1/datasets",
                Map.of("file", csv.toString().getBytes(UTF_8), "labelColumn", "label")));
  }

  @Test
  void refusesAnswersThatAreKeptForKeys() {
    String job =
        "{%s, \"dataset\": {\"id\": \"xor\"}}"
            .formatted(NETWORK.replace("\"inputs\": 1", "\"inputs\": 2"));
    HttpResponse<String> answer;
    int accepted = 0;
    do {
      answer = service().post("/v1/training-jobs", job, "Idempotency-Key", "key " + accepted);
      accepted++;
    } while (answer.statusCode() == 201 && accepted < 200);
    assertFull(answer);
    assertThat(accepted).isBetween(5, 100);
  }

  private static void assertFull(HttpResponse<String> answer) {
    Refused.with(422, answer);
    assertThat(answer.body()).contains("delete");
  }

  private Service service() {
    return new Service(port);
  }
}
