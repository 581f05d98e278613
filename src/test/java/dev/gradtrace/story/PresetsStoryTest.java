package dev.gradtrace.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a preset promises comes true when it is posted as it is. */
@OneService
@Order(1)
class PresetsStoryTest {

  private static final String PRESETS = "/v1/presets";

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @TestFactory
  Stream<DynamicTest> aPresetKeepsItsPromise() {
    List<JsonNode> presets = service.read(PRESETS).get("data").valueStream().toList();
    assertThat(presets.size()).isGreaterThanOrEqualTo(14);
    return presets.stream()
        .map(
            preset ->
                DynamicTest.dynamicTest(
                    preset.get("name").asString(), () -> keepsItsPromise(preset)));
  }

  private void keepsItsPromise(JsonNode preset) {
    HttpResponse<String> response =
        service.post(preset.get("endpoint").asString(), preset.get("request").toString());
    String address = response.headers().firstValue("Location").orElse("");
    JsonNode answer = Service.body(response, address.isEmpty() ? 200 : 201);
    awaitTheJobsOf(answer);
    for (JsonNode expectation : preset.get("expected")) {
      JsonNode found =
          expectation.has("path")
              ? service.read(address + "/" + expectation.get("path").asString())
              : answer;
      JsonNode number = found.at(expectation.get("pointer").asString());
      assertThat(number.isNumber()).as("%s is a number", expectation.get("pointer")).isTrue();
      assertThat(number.asDouble())
          .as(expectation.get("what").asString())
          .isCloseTo(
              expectation.get("value").asDouble(), within(expectation.get("tolerance").asDouble()));
    }
  }

  /** An experiment has runs, a job is one, and other answers are complete at once. */
  private void awaitTheJobsOf(JsonNode answer) {
    if (answer.has("runs")) {
      answer.get("runs").forEach(run -> service.finished(run.get("jobId").asString()));
    } else if (answer.has("status")) {
      service.finished(answer.get("id").asString());
    }
  }

  @Test
  void aPageBeginsBehindTheLastName() {
    JsonNode first = service.read(PRESETS + "?limit=2");
    assertThat(first.get("data").size()).isEqualTo(2);
    JsonNode next = service.read(first.get("next").asString());
    assertThat(next.at("/data/0/name").asString())
        .isGreaterThan(first.at("/data/1/name").asString());
  }

  @Test
  void anUnknownNameIsAProblem() {
    JsonNode problem = Service.body(service.get(PRESETS + "/none"), 404);
    assertThat(problem.get("detail").asString()).contains("preset").contains("none");
  }
}
