package dev.gradtrace.web.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.web.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A preview shows what would be kept, and keeps nothing. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DatasetPreviewTest {

  private static final String SPIRALS =
      "\"generator\": {\"name\": \"spirals\", \"samples\": 120, \"classes\": 3, \"noise\": 0.1, \"seed\": 7}";

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @Test
  void showsTheRowsThatWouldBeKept() {
    JsonNode preview =
        service.post("/v1/datasets/preview?limit=100", Service.json("{" + SPIRALS + "}"), 200);
    JsonNode kept =
        service.post("/v1/datasets", Service.json("{\"name\": \"s\", " + SPIRALS + "}"), 201);
    JsonNode rows = service.read("/v1/datasets/" + kept.get("id").asString() + "/rows?limit=100");

    assertThat(preview.get("inputs")).isEqualTo(rows.get("inputs")).hasSize(100);
    assertThat(preview.get("labels")).isEqualTo(rows.get("labels"));
    for (String shape :
        new String[] {
          "samples", "features", "outputs", "classes", "classNames", "columns", "task"
        }) {
      assertThat(preview.get(shape)).as(shape).isEqualTo(kept.get(shape));
    }
  }

  @Test
  void keepsNothing() {
    JsonNode before = service.read("/v1/datasets?limit=1");
    service.post("/v1/datasets/preview", Service.json("{" + SPIRALS + "}"), 200);
    assertThat(service.read("/v1/datasets?limit=1")).isEqualTo(before);
  }

  @Test
  void showsTargetsOfARegressionAndNoMoreThanThereAre() {
    JsonNode preview =
        service.post(
            "/v1/datasets/preview",
            Service.json("{\"inputs\": [[1], [2]], \"targets\": [[0.5], [2.5]]}"),
            200);
    assertThat(preview.get("task").asString()).isEqualTo("regression");
    assertThat(preview.get("targets")).isEqualTo(Service.json("[[0.5], [2.5]]"));
    assertThat(preview.has("labels")).isFalse();
  }

  @Test
  void namesWhatIsWrong() {
    String path = "/v1/datasets/preview";
    JsonNode problem =
        Refused.with(
            422, service.post(path, "{\"generator\": {\"name\": \"moons\", \"samples\": 0}}"));
    assertThat(Refused.pointers(problem)).containsExactly("/generator/samples");
    Refused.with(400, service.post(path + "?limit=0", "{" + SPIRALS + "}"));
  }
}
