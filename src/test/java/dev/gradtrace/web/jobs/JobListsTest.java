package dev.gradtrace.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Lists of jobs, as clients see them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class JobListsTest {

  private static final String PATH = "/v1/training-jobs";

  private static final String DEEP =
      """
      {"name": "a hundred layers", "cost": "binary_cross_entropy", "epochs": 2, "dataset": {"id": "xor"},
       "network": {"inputs": 2, "layers": [{"units": 10, "activation": "tanh", "repeat": 100},
                                           {"units": 1, "activation": "sigmoid"}]},
       "optimizer": {"name": "adam", "learningRate": 0.01}}
      """;

  @LocalServerPort private int port;

  @Test
  void tellTwentyDeepJobsInTwentyKilobytes() {
    Service service = new Service(port);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(0, service.post(PATH, Service.json(DEEP), 201).get("id").asString());
    }
    ids.forEach(service::finished);
    HttpResponse<String> answer = service.get(PATH + "?limit=20");
    JsonNode list = Service.body(answer, 200);
    assertThat(list.get("data"))
        .extracting(job -> job.get("id").asString())
        .containsExactlyElementsOf(ids);
    int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
    int whole = ids.stream().mapToInt(id -> service.get(PATH + "/" + id).body().length()).sum();
    System.out.printf("20 jobs of 101 layers: list %d bytes, jobs %d bytes%n", bytes, whole);
    assertThat(bytes).isLessThanOrEqualTo(20_000);
  }

  @Test
  void tellWhatTheJobItselfTells() {
    Service service = new Service(port);
    JsonNode job =
        service.finished(service.post(PATH, Service.json(DEEP), 201).get("id").asString());
    JsonNode entry = service.read(PATH + "?limit=1").at("/data/0");
    for (String member :
        List.of("id", "name", "status", "createdAt", "startedAt", "finishedAt", "result")) {
      assertThat(entry.get(member)).as(member).isEqualTo(job.get(member));
    }
    assertThat(entry.get("progress")).isEqualTo(job.get("progress"));
    assertThat(entry.get("error").isNull()).isTrue();
    for (String pointer :
        List.of(
            "/spec/cost",
            "/spec/optimizer/name",
            "/spec/optimizer/learningRate",
            "/spec/dataset/id",
            "/spec/network/inputs",
            "/spec/network/parameterCount",
            "/links/self",
            "/links/cancel")) {
      assertThat(entry.at(pointer)).as(pointer).isEqualTo(job.at(pointer));
    }
    assertThat(entry.at("/spec/network/layers"))
        .isEqualTo(
            Service.json(
                "[{'units': 10, 'activation': 'tanh', 'repeat': 100},"
                    + " {'units': 1, 'activation': 'sigmoid'}]"));
    assertThat(entry.at("/spec/network/depth").asInt()).isEqualTo(101);
    assertThat(entry.at("/spec/network/layersOmitted").asInt()).isZero();
  }

  @Test
  void leaveOutTheMiddleOfALongNetwork() {
    Service service = new Service(port);
    StringBuilder layers = new StringBuilder();
    for (int units = 3; units < 20; units++) {
      layers.append("{'units': " + units + ", 'activation': 'relu'}, ");
    }
    String body =
        """
        {'cost': 'quadratic', 'epochs': 1, 'dataset': {'inputs': [[0, 1], [1, 0]],
         'targets': [[0], [1]]}, 'optimizer': {'name': 'sgd'}, 'network': {'inputs': 2,
         'layers': [{'residual': [{'units': 2, 'activation': 'tanh'}], 'repeat': 4}, %s
                    {'units': 1, 'activation': 'linear'}]}}
        """
            .formatted(layers);
    service.post(PATH, Service.json(body), 201);
    JsonNode spec = service.read(PATH + "?limit=1").at("/data/0/spec");
    JsonNode told = spec.at("/network/layers");
    assertThat(told).hasSize(8);
    assertThat(told.get(0))
        .isEqualTo(Service.json("{'residual': [{'units': 2, 'activation': 'tanh'}], 'repeat': 4}"));
    assertThat(told.get(6).get("units").asInt()).isEqualTo(8);
    assertThat(told.get(7).get("units").asInt()).isEqualTo(1);
    assertThat(spec.at("/network/layersOmitted").asInt()).isEqualTo(11);
    assertThat(spec.at("/network/depth").asInt()).isEqualTo(22);
    assertThat(spec.get("dataset")).isEqualTo(Service.json("{'samples': 2}"));
  }
}
