package dev.gradtrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No question gets more than so many numbers, and none gets the same twice. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gradtrace.limits.answer-numbers=100")
class BoundedAnswersTest {

  private static final JsonNode JOB =
      Service.json(
          """
          {'network': {'inputs': 2, 'layers': [
             {'units': 30, 'activation': 'tanh'}, {'units': 1, 'activation': 'sigmoid'}]},
           'cost': 'quadratic', 'dataset': {'id': 'xor'}, 'optimizer': {'name': 'sgd'},
           'epochs': 40, 'batchSize': 4}
          """);

  @LocalServerPort private int port;

  private Service service;
  private String job;

  @BeforeEach
  void train() {
    service = new Service(port);
    job = "/v1/training-jobs/" + service.train(JOB).get("id").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
  void refusesTracesAndCurvesOfTooManyNumbers(String type) {
    refuses("/maxPoints", service.get(job + "/gradient-trace", "Accept", type));
    refuses("", service.get(job + "/loss-curve", "Accept", type));
    HttpResponse<String> few =
        service.get(
            job + "/gradient-trace?maxPoints=10&metrics=deltaLog10&layers=1", "Accept", type);
    assertThat(few.statusCode()).as(few.body()).isEqualTo(200);
  }

  @Test
  void refusesEveryOtherAnswerOfTooManyNumbers() {
    refuses("/after", service.get(job + "/events"));
    refuses("", service.get(job + "/parameters"));
    refuses("/limit", service.get("/v1/datasets/digits/rows"));
    refuses(
        "/limit",
        service.post(
            "/v1/datasets/preview", "{\"generator\": {\"name\": \"moons\", \"samples\": 100}}"));
    String samples =
        IntStream.range(0, 101).mapToObj(i -> "[0, 1]").collect(Collectors.joining(", "));
    refuses("/inputs", service.post(job + "/predictions", "{\"inputs\": [" + samples + "]}"));
    assertThat(service.get("/v1/datasets/digits/rows?limit=1").statusCode()).isEqualTo(200);
    assertThat(service.get(job + "/export?format=safetensors").statusCode()).isEqualTo(200);
    assertThat(service.get(job + "/loss-curve", "Accept", "image/svg+xml").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesComparisonsOfTooManyNumbers() {
    JsonNode request = Service.json("{'base': {}, 'seeds': [1, 2]}");
    ((ObjectNode) request).set("base", JOB);
    JsonNode experiment = service.post("/v1/experiments", request, 201);
    experiment.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    String comparison = experiment.at("/links/comparison").asString();
    refuses("/metrics", service.get(comparison));
    String few = comparison + "?metrics=deltaLog10,deltaLog10,deltaLog10";
    assertThat(service.read(few).at("/cells/0/layers/0/metrics")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
  void answersOnceWhatIsAskedForAgainAndAgain(String type) {
    String trace = job + "/gradient-trace?maxPoints=5&layers=%s&metrics=%s";
    String often =
        trace.formatted("1" + ",1".repeat(1500), "deltaLog10" + ",deltaLog10".repeat(200));
    HttpResponse<String> answer = service.get(often, "Accept", type);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(service.get(trace.formatted("1", "deltaLog10"), "Accept", type).body());
  }

  @Test
  void refusesOnceWhatIsAskedForAgainAndAgain() {
    for (String query :
        List.of("layers=9" + ",9".repeat(1500), "metrics=no" + ",no".repeat(1500))) {
      HttpResponse<String> answer = service.get(job + "/gradient-trace?" + query);
      assertThat(Refused.pointers(Refused.with(400, answer))).hasSizeLessThanOrEqualTo(100);
      assertThat(answer.body()).hasSizeLessThan(60_000);
    }
  }

  private static void refuses(String pointer, HttpResponse<String> answer) {
    JsonNode problem = Refused.with(422, answer);
    assertThat(Refused.pointers(problem)).containsExactly(pointer);
    assertThat(problem.get("detail").asString()).contains("100");
  }
}
